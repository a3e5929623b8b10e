"""Find and replace in a chapter: in its body and both notes."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from tests.browser.chapter_editor import open_chapter, select, selected_text
from tests.browser.conftest import OpenPage
from tests.conftest import MakeChapter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def chapter(make_chapter: MakeChapter) -> Chapter:
    return make_chapter("The cat. A Cat. (c.t)", note_before="No cat here.", note_after="cat!")


def find(page: Page, text: str) -> None:
    page.keyboard.press("Control+f")
    page.get_by_label("Find", exact=True).fill(text)


def test_find_next_and_previous_wraps_around(
    live_server: LiveServer, open_page: OpenPage, author: User, chapter: Chapter
) -> None:
    page = open_page()
    area = open_chapter(page, live_server.url, author, chapter)
    select(area, 0, 0)
    find(page, "cat")
    status = page.locator(".find [role=status]")
    for position in ("2 of 4", "3 of 4", "4 of 4", "1 of 4"):
        page.keyboard.press("Enter")
        expect(status).to_have_text(position)
    expect(page.locator("textarea[name=note_before]")).to_be_visible()
    page.keyboard.press("Shift+Enter")
    expect(status).to_have_text("4 of 4")
    find(page, "c.t")
    page.keyboard.press("Enter")
    expect(status).to_have_text("1 of 1")
    assert selected_text(area) == "c.t"
    find(page, "dog")
    page.keyboard.press("Enter")
    expect(status).to_have_text("Not found")
    page.keyboard.press("Escape")
    expect(page.locator(".find")).to_be_hidden()
    # The first letters are longer in lower case.
    for text in ("İstanbul x", "Straße x"):
        area.fill(text)
        select(area, 0, 0)
        find(page, "x")
        page.keyboard.press("Enter")
        assert selected_text(area) == "x"


def test_replace_one_replace_all_and_undo(
    live_server: LiveServer, open_page: OpenPage, author: User, chapter: Chapter
) -> None:
    page = open_page()
    area = open_chapter(page, live_server.url, author, chapter)
    select(area, 0, 0)
    find(page, "cat")
    page.get_by_label("Replace with").fill("$& dog")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(area).to_have_value("The $& dog. A Cat. (c.t)")
    page.get_by_role("button", name="Replace all").click()
    expect(area).to_have_value("The $& dog. A $& dog. (c.t)")
    expect(page.locator("textarea[name=note_after]")).to_have_value("$& dog!")
    page.locator(".find [data-undo]").click()
    expect(area).to_have_value("The $& dog. A Cat. (c.t)")
    expect(page.locator("textarea[name=note_after]")).to_have_value("cat!")
    page.get_by_label("Match case").check()
    page.get_by_label("Find", exact=True).fill("Cat")
    page.get_by_role("button", name="Replace all").click()
    expect(area).to_have_value("The $& dog. A $& dog. (c.t)")
    expect(page.locator("textarea[name=note_after]")).to_have_value("cat!")
