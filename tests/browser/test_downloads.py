"""A reader downloads a story from its page: with and without JavaScript, on a phone and wide."""

import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.stories.models import Part, Story
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


@pytest.mark.parametrize(("width", "scripts"), [(390, True), (390, False), (1280, True)])
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
    some.get_by_label("First chapter").select_option(label="No. 2")
    with page.expect_download() as two:
        some.get_by_role("button", name="EPUB", exact=True).click()
    assert chapters_in(two.value.path()) == 2
    assert not scrolls_sideways(page)
