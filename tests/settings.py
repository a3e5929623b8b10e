"""The site's settings, changed so that tests are isolated and fast."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("SECRET_KEY", "tests-only-tests-only-tests-only-tests-only-tests")
os.environ.setdefault("SITE_URL", "http://testserver")
os.environ.setdefault("CACHE_URL", "locmemcache://")
os.environ.setdefault("EMAIL_URL", "memorymail://")
# tests/accounts/test_two_factor_roles.py tests the roles with it.
os.environ.setdefault("TWO_FACTOR_REQUIRED", "0")
if "DATA" not in os.environ:
    os.environ["DATA"] = tempfile.mkdtemp(prefix="serial-tests-")
    # The workers of xdist inherit the variable from their controller, which ends last.
    atexit.register(shutil.rmtree, os.environ["DATA"], ignore_errors=True)

from serial.settings import *  # noqa: E402, F403

# Persistent connections would keep the test database from being deleted.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as on a real site: a request waits for another one that writes. In memory, all threads
    # of a live server have one connection, or the tables are locked at once.
    DATABASES["default"]["TEST"] = {"NAME": f"{os.environ['DATA']}/tests.sqlite3"}  # noqa: F405
    # test_routes.py alone executes 1,500 statements. What is kept is not parsed and planned again.
    DATABASES["default"]["OPTIONS"]["cached_statements"] = 2_000  # noqa: F405
    # The file is thrown away, so nothing has to wait for the disk.
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # noqa: F405

# Secure password hashing is slow on purpose. Tests do not need it.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "serial.images.storage.WholeFileStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True

# As on a real site. The tests run in one process, so local memory is as good as a shared cache.
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

# A line for each request would fill the report of a failed test.
LOGGING["loggers"]["serial.request"] = {"level": "WARNING"}  # type: ignore[index]  # noqa: F405

# The number beside the bell is counted for each page: tests write rows that no code of the site
# writes. tests/notifications/test_kept_count.py keeps it as the site does.
CACHES = CACHES | {  # noqa: F405
    "unread": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    # Not that of the rate limits, which some tests clear between two requests.
    "sessions": CACHES["sessions"] | {"LOCATION": "sessions"},  # noqa: F405
}
