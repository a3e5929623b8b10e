"""Helpers that open the chapter form and select text in it."""

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
