"""Saving on a slow connection: the author types on and saves again before the page is there."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.chapters.models import Chapter
from tests.browser.chapter_editor import open_chapter
from tests.browser.conftest import OpenPage
from tests.browser.waiting import intercept, wait_for_route

pytestmark = pytest.mark.django_db(transaction=True)

SCRIPT = "**/start_chapter_form*.js"
# Longer than static/js/desk/autosave.js lets a form be sent only once.
AFTER_SUBMIT_TIMEOUT = 31_000


def test_saving_on_a_slow_connection(
    live_server: LiveServer, open_page: OpenPage, author: User, chapter: Chapter
) -> None:
    page = open_page()
    area = open_chapter(page, live_server.url, author, chapter)
    cursor_is_not_moved_when_the_scripts_come_late(page, area)
    form_is_sent_once_unless_stopped(page, area, chapter)


def cursor_is_not_moved_when_the_scripts_come_late(page: Page, area: Locator) -> None:
    held: list[Route] = []
    intercept(page, SCRIPT, lambda route: held.append(route))
    area.press("Control+End")
    page.keyboard.type(" One")
    page.keyboard.press("Control+s")
    wait_for_route(page, held)
    expect(page.locator(".messages .success")).to_be_visible()
    title = page.locator("[data-title]")
    title.fill("Dawn")
    held[0].continue_()
    # The script has run.
    expect(page.locator("[data-write].shows-preview")).to_be_visible()
    page.keyboard.type(" and dusk")
    expect(title).to_have_value("Dawn and dusk")
    page.unroute(SCRIPT)


def form_is_sent_once_unless_stopped(page: Page, area: Locator, chapter: Chapter) -> None:
    held: list[Route] = []

    def hold_post(route: Route) -> None:
        if route.request.method == "POST":
            held.append(route)
        else:
            route.continue_()

    intercept(page, page.url, hold_post)
    page.clock.install()
    area.press("Control+End")
    page.keyboard.type(" Two")
    page.keyboard.press("Control+s")
    wait_for_route(page, held)
    page.keyboard.type(" three")
    page.keyboard.press("Control+s")
    page.wait_for_timeout(300)
    assert len(held) == 1
    held.pop().abort("aborted")
    page.clock.fast_forward(AFTER_SUBMIT_TIMEOUT)
    page.keyboard.press("Control+s")
    wait_for_route(page, held)
    held.pop().continue_()
    expect(page.locator(".messages .success")).to_be_visible()
    chapter.refresh_from_db()
    assert chapter.body == "Some words. One Two three"
    page.unroute(page.url)
