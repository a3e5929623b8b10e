"""A reader downloads a story from its page: with and without JavaScript, on a phone and wide.

With the keyboard alone; and axe finds nothing on the pages of downloads.
"""

import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.editions import store
from serial.editions.typst_pdf.writer import MAX_WORDS
from serial.stories.models import Part, Story
from tests.browser.axe import check
from tests.browser.cases import cases
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.browser.waiting import scrolls_sideways
from tests.conftest import MakeChapter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lamp(story: Story, make_chapter: MakeChapter, settings: Settings, tmp_path: Path) -> Story:
    settings.EDITIONS_DIR = tmp_path
    part = Part.objects.create(story=story, title="The Flood")
    for number in range(1, 4):
        chapter = make_chapter("Words.", title=f"No. {number}")
        chapter.part = part
        chapter.save(update_fields=["part"])
    return story


def chapters_in(path: Path) -> int:
    with ZipFile(io.BytesIO(path.read_bytes())) as epub:
        return sum(name.startswith("EPUB/chapters/") for name in epub.namelist())


@cases("width, scripts", (390, False), long=[(390, True), (1280, True)])
def test_reader_downloads_a_story_and_some_chapters(
    live_server: LiveServer,
    open_page: OpenPage,
    reader: User,
    lamp: Story,
    width: int,
    scripts: bool,
) -> None:
    page = open_page(width, scripts=scripts)
    sign_in(page, live_server.url, reader)
    page.goto(live_server.url + lamp.get_absolute_url())
    menu = page.locator(".download")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    with page.expect_download() as whole:
        menu.get_by_role("link", name="EPUB for e-readers").click()
    assert whole.value.suggested_filename == "the-lamp.epub"
    assert chapters_in(whole.value.path()) == 3
    menu.get_by_role("link", name="A part or some chapters…").click()
    expect(page.get_by_role("heading", name="Download", exact=True)).to_be_visible()
    some = page.get_by_role("form", name="Some chapters")
    # With the keyboard alone.
    some.get_by_label("First chapter").focus()
    # The second chapter, the field after it, and the first of the buttons.
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(some.get_by_label("Last chapter")).to_be_focused()
    page.keyboard.press("Tab")
    expect(some.get_by_role("button", name="EPUB", exact=True)).to_be_focused()
    with page.expect_download() as two:
        page.keyboard.press("Enter")
    assert chapters_in(two.value.path()) == 2
    assert not scrolls_sideways(page)


def test_pages_of_downloads_are_accessible(
    axe: str,
    live_server: LiveServer,
    open_page: OpenPage,
    reader: User,
    lamp: Story,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(store, "MAX_WAIT_SECONDS", 0.1)
    page = open_page(390, bypass_csp=True)
    results: dict[str, list[str]] = {}

    def look_at(name: str, url: str, heading: str) -> None:
        page.goto(live_server.url + url)
        expect(page.get_by_role("heading", level=1, name=heading, exact=True)).to_be_visible()
        results[name] = check(page, axe)

    pages, files = f"/downloads/{lamp.slug}/", f"/downloads/{lamp.slug}.zip"
    look_at("for members", pages, "Download")
    sign_in(page, live_server.url, reader)
    look_at("whole story, parts and chapters", pages, "Download")
    page.goto(live_server.url + lamp.get_absolute_url())
    page.locator(".download summary").click()
    # What the open menu covers in part is no target.
    results["menu"] = check(page, axe, within=".download")
    with store.one_at_a_time(str(lamp.pk % store._LOCKS)):
        look_at("busy", files, "Being prepared")
    lamp.chapters.update(words=MAX_WORDS)
    Story.objects.update(words=3 * MAX_WORDS)
    look_at("too long", files, "Too long for this format")
    look_at("too long for some formats", pages, "Download")
    Story.objects.update(downloads="followers")
    look_at("for followers", pages, "Download")
    assert {name: wrong for name, wrong in results.items() if wrong} == {}
