"""Waits that end after Playwright's timeout: `page.evaluate()` waits for a promise for ever."""

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


def wait_for_route(page: Page, held: list[Route]) -> None:
    """Waits until a request is held in the list."""
    for _ in range(TIMEOUT_MS // STEP_MS):
        if held:
            return
        page.wait_for_timeout(STEP_MS)
    raise TimeoutError("The page has not sent the request.")


def page_width(page: Page) -> int:
    """Returns how wide the page is in pixels, which is more than the window if it scrolls sideways.

    Waits until the page is loaded: after a click its elements are there before its style sheet.
    """
    page.wait_for_load_state()
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width
