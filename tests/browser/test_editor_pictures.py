"""Pictures in the editor: drop or choose, describe, and error messages."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from serial.desk.models import Upload
from tests.browser.chapter_editor import PREVIEW, open_chapter, select
from tests.browser.conftest import OpenPage
from tests.browser.waiting import intercept, wait_for_route
from tests.images.pictures import picture

pytestmark = pytest.mark.django_db(transaction=True)

UPLOADS = "**/upload/**"
DROP = """(area, [bytes, ...names]) => {
  const transfer = new DataTransfer();
  for (const name of names) {
    transfer.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
  }
  const drop = { dataTransfer: transfer, bubbles: true, cancelable: true };
  area.dispatchEvent(new DragEvent("drop", drop));
}"""


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def describe(page: Page, text: str) -> None:
    dialog = page.locator("dialog[open]")
    dialog.get_by_label("Description for people").fill(text)
    dialog.get_by_role("button", name="Insert").click()


def test_dropped_picture_becomes_its_own_paragraph_or_an_error(
    live_server: LiveServer, open_page: OpenPage, author: User, chapter: Chapter
) -> None:
    page = open_page()
    area = open_chapter(page, live_server.url, author, chapter)
    select(area, 11, 11)
    area.evaluate(DROP, [list(picture("PNG")), "lamp.png"])
    expect(page.locator("dialog[open]")).to_contain_text("lamp.png")
    describe(page, "A lamp [lit]")
    expect(area).to_have_value(re.compile("media"))
    url = Upload.objects.get().file.url
    expect(area).to_have_value(f"Some words.\n\n![A lamp \\[lit\\]]({url})\n\n")
    preview_image = page.locator(f"{PREVIEW} img")
    expect(preview_image).to_have_attribute("alt", "A lamp [lit]")
    assert preview_image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    two_pictures_are_inserted_once_each(page, area)
    cancelled_upload_leaves_text_and_focus(page, area)
    failed_upload_shows_an_error_and_keeps_the_text(page, area)


def two_pictures_are_inserted_once_each(page: Page, area: Locator) -> None:
    area.fill("")
    area.evaluate(DROP, [list(picture("PNG")), "lamp.png", "moon.png"])
    dialog = page.locator("dialog[open]")
    insert = dialog.get_by_role("button", name="Insert")
    insert.evaluate("button => { button.click(); button.click(); }")
    # The first dialog names both pictures.
    expect(dialog).not_to_contain_text("lamp.png")
    expect(dialog).to_contain_text("moon.png")
    describe(page, "A moon")
    expect(area).to_have_value(re.compile(r"^!\[\]\(\S+\)\n\n!\[A moon\]\(\S+\)\n\n$"))


def cancelled_upload_leaves_text_and_focus(page: Page, area: Locator) -> None:
    held: list[Route] = []
    area.fill("Some words.")
    select(area, 0, 4)
    intercept(page, UPLOADS, lambda route: held.append(route))
    area.evaluate(DROP, [list(picture("PNG")), "lamp.png"])
    describe(page, "A lamp")
    wait_for_route(page, held)
    page.keyboard.press("Escape")
    title = page.locator("[data-title]")
    title.fill("Dawn")
    held[0].continue_()
    page.wait_for_timeout(300)
    page.keyboard.type(" and dusk")
    expect(title).to_have_value("Dawn and dusk")
    expect(area).to_have_value("Some words.")
    page.unroute(UPLOADS)


def failed_upload_shows_an_error_and_keeps_the_text(page: Page, area: Locator) -> None:
    uploads = Upload.objects.count()
    text = area.input_value()
    area.evaluate(DROP, [list(b"no picture"), "lamp.png"])
    describe(page, "A lamp")
    error = page.locator("dialog[open] [role=alert]")
    expect(error).not_to_be_empty()
    assert "image" in error.inner_text() or "picture" in error.inner_text()
    page.locator("dialog[open]").get_by_role("button", name="Cancel").click()
    page.context.clear_cookies()
    area.evaluate(DROP, [list(picture("PNG")), "lamp.png"])
    describe(page, "A lamp")
    expect(page.locator("dialog[open] [role=alert]")).to_contain_text("signed out")
    page.keyboard.press("Escape")
    expect(area).to_have_value(text)
    assert Upload.objects.count() == uploads


def test_picture_chosen_with_the_button(
    live_server: LiveServer, open_page: OpenPage, author: User, chapter: Chapter
) -> None:
    page = open_page(390)
    area = open_chapter(page, live_server.url, author, chapter)
    page.locator("[data-command=picture]").click()
    dialog = page.locator("dialog[open]")
    dialog.get_by_role("button", name="Insert").click()
    expect(dialog.get_by_role("alert")).to_have_text("Choose a picture first.")
    file = {"name": "lamp.png", "mimeType": "image/png", "buffer": picture("PNG")}
    dialog.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    describe(page, "A lamp")
    expect(area).to_have_value(re.compile("media"))
    expect(area).to_have_value("![A lamp](" + Upload.objects.get().file.url + ")\n\nSome words.")
