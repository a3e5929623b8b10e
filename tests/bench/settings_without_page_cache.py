"""The site's settings without the page cache, to measure pages that are rendered every time."""

from serial.settings import *  # noqa: F403

CACHES["pages"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}  # noqa: F405
