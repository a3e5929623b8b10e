"""Find and replace in a chapter: in its body and both notes, and what Ctrl+Z takes back."""

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from tests.browser.chapter_editor import open_chapter, select, selected_text
from tests.browser.conftest import OpenPage
from tests.browser.cpu import start_cpu_clock
from tests.browser.waiting import intercept
from tests.conftest import MakeChapter

pytestmark = pytest.mark.django_db(transaction=True)


TEXT = "The cat. A Cat. (c.t)"


@pytest.fixture
def chapter(make_chapter: MakeChapter) -> Chapter:
    return make_chapter(TEXT, note_before="No cat here.", note_after="cat!")


def find(page: Page, text: str) -> None:
    page.keyboard.press("Control+f")
    page.get_by_label("Find", exact=True).fill(text)


def test_find_replace_and_undo(
    live_server: LiveServer, open_page: OpenPage, author: User, chapter: Chapter
) -> None:
    page = open_page()
    area = open_chapter(page, live_server.url, author, chapter)
    find_next_and_previous_wraps_around(page, area)
    replace_one_replace_all_and_undo(page, area)
    one_undo_takes_back_replace_all_in_text_and_notes(page, area)


def find_next_and_previous_wraps_around(page: Page, area: Locator) -> None:
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


def replace_one_replace_all_and_undo(page: Page, area: Locator) -> None:
    area.fill(TEXT)
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
    page.get_by_label("Match case").uncheck()


def one_undo_takes_back_replace_all_in_text_and_notes(page: Page, area: Locator) -> None:
    note = page.locator("textarea[name=note_before]")
    end_note = page.locator("textarea[name=note_after]")
    area.fill("The cat.\n\nA cat.")
    note.fill("No cat.")
    end_note.fill("Cats!")
    select(area, 0, 0)
    page.keyboard.press("Control+f")
    page.get_by_label("Find", exact=True).fill("cat")
    page.get_by_label("Replace with").fill("dog")
    page.get_by_role("button", name="Replace all").click()
    expect(area).to_have_value("The dog.\n\nA dog.")
    expect(note).to_have_value("No dog.")
    expect(end_note).to_have_value("dogs!")
    area.focus()
    for keys, values in (
        ("Control+z", ("The cat.\n\nA cat.", "No cat.", "Cats!")),
        ("Control+Shift+z", ("The dog.\n\nA dog.", "No dog.", "dogs!")),
        ("Control+z", ("The cat.\n\nA cat.", "No cat.", "Cats!")),
    ):
        page.keyboard.press(keys)
        expect(area).to_have_value(values[0])
        expect(note).to_have_value(values[1])
        expect(end_note).to_have_value(values[2])
        expect(area).to_be_focused()
    # Also after more typing.
    page.get_by_role("button", name="Replace all").click()
    expect(note).to_have_value("No dog.")
    area.focus()
    page.keyboard.type("x")
    page.keyboard.press("Control+z")
    expect(note).to_have_value("No dog.")
    page.keyboard.press("Control+z")
    expect(note).to_have_value("No cat.")
    expect(area).to_have_value("The cat.\n\nA cat.")


def test_replacing_thousands_of_matches_takes_a_moment(
    live_server: LiveServer, open_page: OpenPage, author: User, make_chapter: MakeChapter
) -> None:
    text = "\n\n".join(f"The cat {number} and a cat & <cat>." for number in range(2_000))
    page = open_page()
    # The preview is not what is measured.
    intercept(page, "**/markdownify/**", lambda route: route.abort())
    area = open_chapter(page, live_server.url, author, make_chapter(text))
    select(area, 0, 0)
    page.keyboard.press("Control+f")
    page.get_by_label("Find", exact=True).fill("cat")
    page.get_by_label("Replace with").fill("dog")
    cpu_seconds = start_cpu_clock(page)
    page.get_by_role("button", name="Replace all").click()
    expect(area).to_have_value(text.replace("cat", "dog"), timeout=60_000)
    area.focus()
    page.keyboard.press("Control+z")
    expect(area).to_have_value(text, timeout=60_000)
    # About 0.2 s; typed line by line it took more than a minute.
    assert cpu_seconds() < 3
