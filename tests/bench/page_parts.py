"""A cache in which no page is found, to measure pages that are rendered every time."""

from typing import Any

from django.core.cache.backends.locmem import LocMemCache


class PartsCache(LocMemCache):
    """Keeps the parts of pages, as the page cache of a running site does, and no whole page.

    The names of whole pages are those of their templates: see `serial.web.page_cache.get_or_make`.
    """

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        name = str(key).rpartition(":")[0]
        return default if name.endswith(".html") else super().get(key, default, version)
