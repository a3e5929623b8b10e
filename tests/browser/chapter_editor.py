"""Helpers that open the chapter form, select text in it and set its release."""

from playwright.sync_api import Locator, Page

from accounts.models import User
from serial.chapters.models import Chapter
from tests.browser.signing_in import sign_in


def open_chapter(page: Page, site: str, author: User, chapter: Chapter) -> Locator:
    """Opens the form of a chapter; returns the text area of its body."""
    sign_in(page, site, author)
    page.goto(f"{site}/desk/chapters/chapter/{chapter.pk}/change/")
    return page.locator("textarea[name=body]")


def select(area: Locator, start: int, end: int) -> None:
    area.focus()
    area.evaluate("(area, [start, end]) => area.setSelectionRange(start, end)", [start, end])


def selected_text(area: Locator) -> str:
    text: str = area.evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)")
    return text


# The preview of the text: beside it, on the page that readers will see.
PREVIEW = "[data-preview=body]"


def open_release(page: Page) -> None:
    page.locator(".release > summary").click()


def open_menu(page: Page) -> None:
    page.locator(".write-menu > summary").click()


def schedule(page: Page, day: str, time: str) -> None:
    """Fills in day and time, which chooses them also without JavaScript."""
    open_release(page)
    page.fill("input[name=release_day]", day)
    page.fill("input[name=release_time]", time)
