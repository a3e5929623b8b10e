"""Waits for what a page has requested: the queue fetches the next item and more rows by itself."""

from weakref import WeakKeyDictionary

from playwright.sync_api import Page, Request

# Of ten milliseconds; a request that a navigation ended may not be told.
MAX_TURNS = 500

_open: WeakKeyDictionary[Page, set[Request]] = WeakKeyDictionary()


def watch_requests(page: Page) -> None:
    """Call it before the page is opened."""
    requests = _open.setdefault(page, set())

    def add(request: Request) -> None:
        if request.is_navigation_request():
            requests.clear()
        elif request.resource_type == "fetch":
            requests.add(request)

    page.on("request", add)
    page.on("requestfinished", lambda request: requests.discard(request))
    page.on("requestfailed", lambda request: requests.discard(request))


def wait_for_requests(page: Page) -> None:
    for _turn in range(MAX_TURNS):
        if not _open[page]:
            return
        # Lets events come in.
        page.evaluate("() => new Promise((resolve) => setTimeout(resolve, 10))")
