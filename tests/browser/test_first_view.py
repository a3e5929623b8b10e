"""What a first view of a chapter downloads, counted in Chromium."""

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, Route
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.desk.sample.loading import load_sample
from tests.browser.cases import cases
from tests.browser.conftest import OpenPage
from tests.browser.waiting import wait_for_fonts

pytestmark = pytest.mark.django_db(transaction=True)

CHAPTER = "/read/nothing-heard/fresh-water/"
# Text, styles and scripts, compressed with gzip, as whitenoise and nginx send them.
MAX_REQUESTS, MAX_BYTES = 5, 30 * 1024
MAX_FONT_BYTES = 90 * 1024
# The icon of the tab, which browsers fetch after the page and its fonts.
TAB_ICON = "icons/serial."


class Download:
    """Sends the static files to a page, and counts what the page requests."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.folder = folder
        self.sizes: dict[str, int] = {}
        self.fonts: dict[str, int] = {}
        self.pages: list[Request] = []
        page.route("**/static/**", self._send)
        page.on("requestfinished", self._add_page)

    def _send(self, route: Route) -> None:
        name = route.request.url.partition("/static/")[2]
        file = self.folder / name
        content = file.read_bytes()
        if route.request.resource_type == "font":
            self.fonts[name] = len(content)
        elif not name.startswith(TAB_ICON):
            self.sizes[name] = len(gzip.compress(content))
        route.fulfill(path=file)

    def _add_page(self, request: Request) -> None:
        if "/static/" not in request.url:
            self.pages.append(request)

    def count_pages(self) -> None:
        """Asks the browser for the sizes, which may not be done in a handler of its events."""
        self.sizes |= {request.url: request.sizes()["responseBodySize"] for request in self.pages}


@cases("width", 390, long=[1280])
def test_first_view_of_a_chapter_is_small(
    static_files: Path, live_server: LiveServer, author: User, open_page: OpenPage, width: int
) -> None:
    load_sample(author)
    page = open_page(width, own_context=True)
    download = Download(page, static_files)
    page.goto(live_server.url + CHAPTER, wait_until="networkidle")
    wait_for_fonts(page)
    download.count_pages()
    assert any(name.startswith("css/site.") for name in download.sizes)
    assert len(download.sizes) <= MAX_REQUESTS, download.sizes
    assert sum(download.sizes.values()) <= MAX_BYTES, download.sizes
    assert 0 < sum(download.fonts.values()) <= MAX_FONT_BYTES, download.fonts
