"""The database, the caches, and where files are stored."""

from serial import environment as env
from serial.settings.site import BASE_DIR, DATA_DIR, DEBUG

DATABASES = {"default": env.database(DATA_DIR / "serial.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# All processes of a server share a file cache, so that they count rate limits together, and so
# that a member who signs out is signed out in all of them.
CACHES = {"default": env.cache(f"filecache://{DATA_DIR / 'cache'}")}
CACHES["sessions"] = CACHES["default"]
if "filebased" in CACHES["default"]["BACKEND"]:
    CACHES["default"].setdefault("OPTIONS", {})["MAX_ENTRIES"] = 10_000
    # In their own folder, where they cannot push out the counts of rate limits.
    CACHES["sessions"] = CACHES["default"] | {
        "LOCATION": f"{CACHES['default']['LOCATION']}/sessions"
    }
# Rendered pages, about 30 KB each, and entries of lists, about 3 KB each, in each process's own
# memory. Their keys change with what they show, so no process has to invalidate another's. If a key
# lacks a value, the timeout ends the error.
CACHES["pages"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "pages",
    "TIMEOUT": 5 * 60,
    "OPTIONS": {"MAX_ENTRIES": 2_000},
}
# The numbers beside the bell, where they cannot push out pages. Their keys change with the minute
# and with what a member reads (serial/notifications/unread.py).
CACHES["unread"] = CACHES["pages"] | {
    "LOCATION": "unread",
    "TIMEOUT": 60,
    "OPTIONS": {"MAX_ENTRIES": 10_000},
}
# Within how many seconds every visitor sees a change: how long nginx and other shared caches may
# show an old page. While the site is down they may show it longer (serial/web/cache_headers.py).
SHARED_CACHE_SECONDS = env.whole_number("SHARED_CACHE_SECONDS", 60)

MEDIA_ROOT = env.directory("MEDIA", DATA_DIR / "media")
MEDIA_URL = "/media/"
# Downloads that are kept. Each server may have its own.
EDITIONS_DIR = env.directory("EDITIONS", DATA_DIR / "editions")
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static-built"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "serial.images.storage.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "serial.web.static_files.BundledStaticFilesStorage"
    },
}
