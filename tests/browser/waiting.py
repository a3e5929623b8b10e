"""Waits that end after Playwright's timeout: `page.evaluate()` waits for a promise for ever."""

from collections.abc import Callable

from playwright.sync_api import Page, Route

TIMEOUT_MS = 30_000
STEP_MS = 20


def wait_for_fonts(page: Page) -> None:
    """Waits until all fonts that the page has begun to fetch are there, or have failed."""
    page.wait_for_function("() => document.fonts.ready.then(() => true)")


def wait_for_next_paint(page: Page) -> None:
    page.wait_for_function(
        """() => new Promise((resolve) =>
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(true))))"""
    )


# The site answers that there is no such page.
PROBE = "/probe-of-the-tests"
NO_CONTENT = 204


def intercept(page: Page, url: str, handler: Callable[[Route], object]) -> None:
    """Like `page.route()`, and waits until the page's requests come through it.

    The renderer of a page that is open already learns of it a little later: on a busy machine, 1
    request in 30 still went past the route.
    """
    page.route(url, handler)
    if page.url == "about:blank":
        return
    page.route(f"**{PROBE}", lambda route: route.fulfill(status=NO_CONTENT))
    page.wait_for_function(
        "([url, status]) => fetch(url).then((answer) => answer.status === status)",
        arg=[PROBE, NO_CONTENT],
    )
    page.unroute(f"**{PROBE}")


def wait_for_route(page: Page, held: list[Route]) -> None:
    """Waits until a request is held in the list."""
    for _ in range(TIMEOUT_MS // STEP_MS):
        if held:
            return
        page.wait_for_timeout(STEP_MS)
    raise TimeoutError("The page has not sent the request.")


def page_width(page: Page) -> int:
    """Returns how wide the page is in pixels, which is more than the window if it scrolls sideways.

    Waits until the page is loaded: after a click its elements are there before its style sheet. A
    click may end before the next page has begun, so expect one of its elements first.
    """
    page.wait_for_load_state()
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


def scrolls_sideways(page: Page) -> bool:
    """Returns whether the page is wider than the window; waits as `page_width()` does."""
    page.wait_for_load_state()
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))
