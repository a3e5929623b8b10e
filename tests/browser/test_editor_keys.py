"""Keyboard shortcuts and toolbar of the editor, saving, full screen, word count."""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from tests.browser.chapter_editor import open_chapter, select, selected_text
from tests.browser.conftest import OpenPage
from tests.conftest import MakeChapter

pytestmark = pytest.mark.django_db(transaction=True)


def test_toggle_bold_and_italic(
    live_server: LiveServer, open_page: OpenPage, author: User, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter("One two.\n\nThree four.")
    page = open_page()
    area = open_chapter(page, live_server.url, author, chapter)
    select(area, 4, 7)
    page.keyboard.press("Control+b")
    expect(area).to_have_value("One **two**.\n\nThree four.")
    page.keyboard.press("Control+i")
    expect(area).to_have_value("One ***two***.\n\nThree four.")
    page.keyboard.press("Control+i")
    page.keyboard.press("Control+b")
    expect(area).to_have_value("One two.\n\nThree four.")
    assert selected_text(area) == "two"
    select(area, 0, 21)
    page.locator("[data-command=italic]").click()
    expect(area).to_have_value("*One two.*\n\n*Three four.*")
    page.keyboard.press("Control+z")
    expect(area).to_have_value("One two.\n\nThree four.")


def test_scene_break_is_its_own_paragraph(
    live_server: LiveServer, open_page: OpenPage, author: User, chapter: Chapter
) -> None:
    page = open_page()
    area = open_chapter(page, live_server.url, author, chapter)
    for text, offset, expected in (
        ("One.", 4, "One.\n\n***\n\n"),
        ("One.\n\nTwo.", 4, "One.\n\n***\n\nTwo."),
        ("One.\nTwo.", 5, "One.\n\n***\n\nTwo."),
        ("One.", 0, "***\n\nOne."),
        ("OneTwo", 3, "One\n\n***\n\nTwo"),
    ):
        area.fill(text)
        select(area, offset, offset)
        page.keyboard.press("Control+Enter")
        expect(area).to_have_value(expected)


def test_tab_leaves_the_editor_and_ctrl_m_inserts_a_tab(
    live_server: LiveServer, open_page: OpenPage, author: User, chapter: Chapter
) -> None:
    page = open_page()
    area = open_chapter(page, live_server.url, author, chapter)
    select(area, 4, 5)
    page.keyboard.press("Control+m")
    expect(area).to_have_value("Some\twords.")
    page.keyboard.press("Tab")
    expect(area).not_to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(area).to_be_focused()


def test_saving_restores_cursor_and_scroll_position(
    live_server: LiveServer, open_page: OpenPage, author: User, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter("\n\n".join(f"Paragraph {number}." for number in range(400)))
    page = open_page()
    area = open_chapter(page, live_server.url, author, chapter)
    select(area, 3_000, 3_000)
    page.keyboard.type("x")
    page.evaluate("scrollTo(0, 2500)")
    page.keyboard.press("Control+s")
    expect(page.locator(".messages .success")).to_be_visible()
    expect(area).to_be_focused()
    assert area.evaluate("area => [area.selectionStart, scrollY]") == [3_001, 2_500]
    chapter.refresh_from_db()
    assert chapter.revision == 2


def test_full_screen_shows_only_the_text(
    live_server: LiveServer, open_page: OpenPage, author: User, chapter: Chapter
) -> None:
    page = open_page()
    area = open_chapter(page, live_server.url, author, chapter)
    area.focus()
    page.keyboard.press("Control+Shift+Enter")
    for other in (".write-bar", "[data-toolbar]", "[data-title]", "[data-preview-scroller]"):
        expect(page.locator(other)).to_be_hidden()
    expect(area).to_be_visible()
    for _ in range(25):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getClientRects().length") > 0
    # In the browser's full screen, Escape does not reach the page.
    page.evaluate("document.fullscreenElement ? document.exitFullscreen() : null")
    page.keyboard.press("Escape")
    expect(page.locator(".write-bar")).to_be_visible()


def test_word_count_updates_while_typing(
    live_server: LiveServer, open_page: OpenPage, author: User, make_chapter: MakeChapter
) -> None:
    texts = {
        "One two — three.\n\n***\n\nFour.": 4,
        "龙与剑": 3,
        "": 0,
        "word " * 1_250: 1_250,
    }
    page = open_page()
    area = open_chapter(page, live_server.url, author, make_chapter())
    counts = page.locator("[data-word-count]")
    for text, words in texts.items():
        area.fill(text)
        expect(counts).to_contain_text(f"{words:,} words")
    expect(counts).to_contain_text("5 min")
