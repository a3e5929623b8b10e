"""The site's settings, with what must not leak out of a test or slow it down."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "tests-only-tests-only-tests-only-tests-only-tests")
os.environ.setdefault("SITE_URL", "http://testserver")
os.environ.setdefault("CACHE_URL", "locmemcache://")
os.environ.setdefault("EMAIL_URL", "memorymail://")
os.environ.setdefault("DATA", tempfile.mkdtemp(prefix="serial-tests-"))

from serial.settings import *  # noqa: E402, F403

# A connection that outlives its request would keep the test database from being taken away.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405

# Hashing is made slow on purpose; a test has no password worth it.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
