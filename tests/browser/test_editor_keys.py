"""Keyboard shortcuts and toolbar of the editor, saving, full screen, word count."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from serial.desk.editor.toolbar import TOOLBAR
from tests.browser.cases import cases
from tests.browser.chapter_editor import open_chapter, select, selected_text
from tests.browser.conftest import HEIGHT, OpenPage
from tests.conftest import MakeChapter

pytestmark = pytest.mark.django_db(transaction=True)


def test_keys_toolbar_and_word_count(
    live_server: LiveServer, open_page: OpenPage, author: User, make_chapter: MakeChapter
) -> None:
    page = open_page()
    area = open_chapter(page, live_server.url, author, make_chapter("One two."))
    keys_toggle_marks_and_write_scene_breaks_and_tabs(page, area)
    keys_wrap_unwrap_and_step_over_closing_marks(page, area)
    each_button_writes_the_same_as_its_key(page, area)
    toolbar_is_one_tab_stop_with_arrows_and_leads_back(page, area)
    word_count_updates_while_typing(page, area)


def keys_toggle_marks_and_write_scene_breaks_and_tabs(page: Page, area: Locator) -> None:
    area.fill("One two.\n\nThree four.")
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
    # A scene break is a paragraph of its own.
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
    # Tab leaves the editor.
    area.fill("Some words.")
    select(area, 4, 5)
    page.keyboard.press("Control+m")
    expect(area).to_have_value("Some\twords.")
    page.keyboard.press("Tab")
    expect(area).not_to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(area).to_be_focused()


def keys_wrap_unwrap_and_step_over_closing_marks(page: Page, area: Locator) -> None:
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


# With "word" selected in "A word.", or what a button opens.
WRITTEN = {
    "bold": "A **word**.",
    "italic": "A *word*.",
    "link": "A [word](https://).",
    "quote": "> A word.",
    "scene-break": "A \n\n***\n\n.",
    "letter": "::: letter\nA word.\n:::",
    "chat": "::: chat\nA word.\n:::",
    "box": "::: box\nA word.\n:::",
    "spoiler": "::: spoiler\nA word.\n:::",
    "footnote": "A word[^1].\n\n[^1]: ",
}


def each_button_writes_the_same_as_its_key(page: Page, area: Locator) -> None:
    buttons = {button.command: button for group in TOOLBAR for button in group}
    assert buttons.keys() == {*WRITTEN, "picture"}
    for command, text in WRITTEN.items():
        for by_key in (True, False):
            area.fill("A word.")
            select(area, 2, 6)
            if by_key:
                page.keyboard.press(str(buttons[command].key).replace("Ctrl", "Control"))
            else:
                page.locator(f"[data-command={command}]").click()
            expect(area).to_have_value(text)
            expect(area).to_be_focused()
    page.keyboard.press("Control+Shift+g")
    expect(page.locator("dialog[open]")).to_be_visible()
    page.keyboard.press("Escape")
    for key, name in (("Comma", "note_before"), ("Period", "note_after")):
        area.focus()
        page.keyboard.press(f"Control+Shift+{key}")
        expect(page.locator(f"textarea[name={name}]")).to_be_focused()
    # The buttons change the note that has the cursor.
    page.keyboard.type("So")
    page.locator("[data-command=bold]").click()
    page.keyboard.type("it")
    expect(page.locator("textarea[name=note_after]")).to_have_value("So**it**")


def toolbar_is_one_tab_stop_with_arrows_and_leads_back(page: Page, area: Locator) -> None:
    area.focus()
    page.keyboard.press("Alt+F10")
    expect(page.locator("[data-command=bold]")).to_be_focused()
    for key, command in (("ArrowRight", "italic"), ("End", "find"), ("ArrowRight", "bold")):
        page.keyboard.press(key)
        expect(page.locator(f"[data-command={command}]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(area).to_be_focused()
    assert page.locator("[data-toolbar] [tabindex='0']").count() == 1


def word_count_updates_while_typing(page: Page, area: Locator) -> None:
    texts = {
        "One two — three.\n\n***\n\nFour.": 4,
        "龙与剑": 3,
        "": 0,
        "word " * 1_250: 1_250,
    }
    counts = page.locator("[data-word-count]")
    for text, words in texts.items():
        area.fill(text)
        expect(counts).to_contain_text(f"{words:,} words")
    expect(counts).to_contain_text("5 min")
    # Which number is of the whole, and which of the change.
    expect(counts).to_contain_text("1,248 more than saved")
    area.fill("One")
    expect(counts).to_have_text("1 word · 1 min · 1 fewer than saved".replace(" · ", " "))
    # After saving there is no change.
    page.keyboard.press("Control+s")
    expect(page.locator(".messages .success")).to_be_visible()
    expect(counts).to_have_text("1 word 1 min")


# The height at which the text begins at most, by the width of the window.
PHONE = 390
MAX_TOPS = {PHONE: 200, 1280: 240}


@cases("width", PHONE, long=[1280])
def test_text_begins_high_and_few_tabs_lead_to_it(
    width: int, live_server: LiveServer, open_page: OpenPage, author: User, chapter: Chapter
) -> None:
    page = open_page(width)
    site = live_server.url
    text = open_chapter(page, site, author, chapter)
    few_tabs_lead_to_the_text(page, text)
    url = page.url
    if width > PHONE:
        page.set_viewport_size({"width": PHONE, "height": HEIGHT})
        page.goto(url)
    new = f"{site}/desk/chapters/chapter/add/?story={chapter.story_id}"

    def assert_begins_high() -> None:
        for width, limit in MAX_TOPS.items():
            page.set_viewport_size({"width": width, "height": HEIGHT})
            box = text.bounding_box()
            assert box and box["y"] <= limit
        # The next page is loaded by a phone, so that the preview is not in the place of the text.
        page.set_viewport_size({"width": PHONE, "height": HEIGHT})

    def store(**fields: Any) -> None:
        typed_at = timezone.now() - timedelta(days=30)
        author.working_copies.create(key=uuid4(), body="Mine.", typed_at=typed_at, **fields)

    assert_begins_high()
    store(chapter=chapter, story=chapter.story, based_on=1)
    store(story=chapter.story)
    for opened in (url, f"{url}?copy=saved", new, f"{new}&copy=saved"):
        page.goto(opened)
        assert_begins_high()
    store(chapter=chapter, story=chapter.story, based_on=1)
    store(story=chapter.story)
    for listed in (url, new):
        page.goto(listed)
        assert_begins_high()
    page.set_viewport_size({"width": width, "height": HEIGHT})
    enter_in_the_title_leads_to_the_text(page, text)


def few_tabs_lead_to_the_text(page: Page, text: Locator) -> None:
    """The page was just opened."""
    tabs = 0
    while not text.evaluate("text => text === document.activeElement"):
        page.keyboard.press("Tab")
        tabs += 1
        assert tabs <= 6


def enter_in_the_title_leads_to_the_text(page: Page, text: Locator) -> None:
    page.locator("[data-title]").fill("A title")
    page.keyboard.press("Enter")
    expect(text).to_be_focused()
    expect(page.locator("[data-title]")).to_have_value("A title")


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


@cases("width", 1280, long=[390])
def test_full_screen_shows_only_the_text(
    width: int,
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    make_chapter: MakeChapter,
) -> None:
    page = open_page(width)
    # A draft with findings, in a story that is a draft: everything else that could be shown.
    chapter = make_chapter("So *it was.", release_in=None, note_before="And *so.")
    area = open_chapter(page, live_server.url, author, chapter)
    expect(page.locator("[data-checks-link]")).to_be_visible()
    area.focus()
    page.keyboard.press("Control+Shift+Enter")
    expect(page.locator(".write-bar")).to_be_hidden()
    seen = page.evaluate(
        """() => [...document.querySelectorAll("main *")].filter((one) =>
          one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length &&
          (one.matches("button, a, input, textarea, summary") ||
            [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
        ).filter((one) => one.getBoundingClientRect().width > 1)
        .map((one) => one.dataset.command ?? one.name ?? one.className)"""
    )
    # The text, and the way back.
    assert sorted(set(seen)) == ["body", "full-screen"]
    box = area.bounding_box()
    assert box and box["y"] < 60 and abs(2 * box["x"] + box["width"] - width) < 20
    for _ in range(25):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getClientRects().length") > 0
    # In the browser's full screen, Escape does not reach the page.
    page.evaluate("document.fullscreenElement ? document.exitFullscreen() : null")
    page.keyboard.press("Escape")
    expect(page.locator(".write-bar")).to_be_visible()
