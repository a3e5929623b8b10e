"""Pictures in the editor: dropped or chosen, described, refused in words."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from serial.desk.models import Upload
from tests.browser.conftest import OpenPage
from tests.browser.writing import open_chapter, select
from tests.images.pictures import picture

pytestmark = pytest.mark.django_db(transaction=True)

DROP = """(area, [bytes, name]) => {
  const given = new DataTransfer();
  given.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
  const drop = { dataTransfer: given, bubbles: true, cancelable: true };
  area.dispatchEvent(new DragEvent("drop", drop));
}"""


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def describe(page: Page, text: str) -> None:
    dialog = page.locator("dialog[open]")
    dialog.get_by_label("What it shows").fill(text)
    dialog.get_by_role("button", name="Put it in").click()


def test_dropped_it_is_described_and_stands_alone(
    live_server: LiveServer, open_page: OpenPage, author: User, chapter: Chapter
) -> None:
    page = open_page()
    area = open_chapter(page, live_server.url, author, chapter)
    select(area, 11, 11)
    area.evaluate(DROP, [list(picture("PNG")), "lamp.png"])
    expect(page.locator("dialog[open]")).to_contain_text("lamp.png")
    describe(page, "A lamp [lit]")
    expect(area).to_have_value(re.compile("media"))
    address = Upload.objects.get().file.url
    expect(area).to_have_value(f"Some words.\n\n![A lamp \\[lit\\]]({address})\n\n")
    shown = page.locator(".field.body [data-preview] img")
    expect(shown).to_have_attribute("alt", "A lamp [lit]")
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0


def test_chosen_by_the_button(
    live_server: LiveServer, open_page: OpenPage, author: User, chapter: Chapter
) -> None:
    page = open_page(390)
    area = open_chapter(page, live_server.url, author, chapter)
    page.locator(".field.body [data-do=picture]").click()
    dialog = page.locator("dialog[open]")
    dialog.get_by_role("button", name="Put it in").click()
    expect(dialog.get_by_role("alert")).to_have_text("Choose a picture first.")
    given = {"name": "lamp.png", "mimeType": "image/png", "buffer": picture("PNG")}
    dialog.locator("input[type=file]").set_input_files(given)  # type: ignore[arg-type]
    describe(page, "A lamp")
    expect(area).to_have_value(re.compile("media"))
    expect(area).to_have_value("![A lamp](" + Upload.objects.get().file.url + ")\n\nSome words.")


def test_refused_in_words_with_the_text_untouched(
    live_server: LiveServer, open_page: OpenPage, author: User, chapter: Chapter
) -> None:
    page = open_page()
    area = open_chapter(page, live_server.url, author, chapter)
    area.evaluate(DROP, [list(b"no picture"), "lamp.png"])
    describe(page, "A lamp")
    trouble = page.locator("dialog[open] [role=alert]")
    expect(trouble).not_to_be_empty()
    assert "image" in trouble.inner_text() or "picture" in trouble.inner_text()
    page.locator("dialog[open]").get_by_role("button", name="Cancel").click()
    page.context.clear_cookies()
    area.evaluate(DROP, [list(picture("PNG")), "lamp.png"])
    describe(page, "A lamp")
    expect(page.locator("dialog[open] [role=alert]")).to_contain_text("signed out")
    page.keyboard.press("Escape")
    expect(area).to_have_value("Some words.")
    assert not Upload.objects.exists()
