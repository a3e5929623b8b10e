"""The site's settings with a page cache that finds no page."""

from serial.settings import *  # noqa: F403

CACHES["pages"]["BACKEND"] = "tests.bench.page_parts.PartsCache"  # noqa: F405
