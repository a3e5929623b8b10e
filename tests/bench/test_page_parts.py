"""The cache of the server that renders every page keeps parts of pages only."""

from tests.bench.page_parts import PartsCache


def test_parts_are_found_and_pages_are_not() -> None:
    cache = PartsCache("parts of pages", {})
    for key in ("reading-panel:1", "reading/browse/_story:1", "reading/home.html:1"):
        cache.set(key, key)
    cache.set("member:reading/home.html:1", "page")
    assert cache.get("reading-panel:1") and cache.get("reading/browse/_story:1")
    assert cache.get("reading/home.html:1") is None
    assert cache.get("member:reading/home.html:1", "none") == "none"
