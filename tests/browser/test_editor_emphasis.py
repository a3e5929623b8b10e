"""Ctrl+B, Ctrl+I and Replace all, and what Ctrl+Z takes back, in Chromium."""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from tests.browser.chapter_editor import open_chapter, select, selected_text
from tests.browser.conftest import OpenPage
from tests.browser.cpu import start_cpu_clock
from tests.conftest import MakeChapter

pytestmark = pytest.mark.django_db(transaction=True)


def test_keys_wrap_unwrap_and_step_over_closing_marks(
    live_server: LiveServer, open_page: OpenPage, author: User, make_chapter: MakeChapter
) -> None:
    page = open_page()
    area = open_chapter(page, live_server.url, author, make_chapter("x"))
    area.fill("")
    for key in ("Control+i", "N", "o", "Control+i", ",", "Space", "Control+b", "s", "o"):
        page.keyboard.press(key)
    page.keyboard.press("Control+b")
    page.keyboard.type(" it is.")
    expect(area).to_have_value("*No*, **so** it is.")
    page.keyboard.press("Control+b")
    page.keyboard.press("Control+b")
    expect(area).to_have_value("*No*, **so** it is.")

    # Several paragraphs one by one.
    text = "One.\n\n***\n\n> Two.\n\nThree."
    area.fill(text)
    select(area, 0, len(text))
    page.keyboard.press("Control+b")
    expect(area).to_have_value("**One.**\n\n***\n\n> **Two.**\n\n**Three.**")
    page.keyboard.press("Control+b")
    expect(area).to_have_value(text)
    assert selected_text(area) == text
    page.keyboard.press("Control+z")
    expect(area).to_have_value("**One.**\n\n***\n\n> **Two.**\n\n**Three.**")
    page.keyboard.press("Control+z")
    expect(area).to_have_value(text)


@pytest.fixture
def noted_chapter(make_chapter: MakeChapter) -> Chapter:
    return make_chapter("The cat.\n\nA cat.", note_before="No cat.", note_after="Cats!")


def test_one_undo_takes_back_replace_all_in_text_and_notes(
    live_server: LiveServer, open_page: OpenPage, author: User, noted_chapter: Chapter
) -> None:
    page = open_page()
    area = open_chapter(page, live_server.url, author, noted_chapter)
    note = page.locator("textarea[name=note_before]")
    end_note = page.locator("textarea[name=note_after]")
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
