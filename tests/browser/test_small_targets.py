"""On a phone, what is touched at the desk is at least 40 px high, and no page scrolls sideways."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.axe import set_width
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.conftest import client_of
from tests.desk.pages import fill_desk, page_urls

pytestmark = pytest.mark.django_db(transaction=True)

# What is smaller than a finger on the page; links within a sentence are left out.
SMALL_TARGETS = Path(__file__).with_name("small_targets.js").read_text(encoding="utf-8")
# Shows a chapter as readers see it, in the readers' frame.
READERS_PAGE = re.compile(r"/revisions/\d+/$")
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"


def problems_of(page: Page) -> list[str]:
    set_width(page, 390)
    problems: list[str] = page.evaluate(SMALL_TARGETS)
    set_width(page, 320)
    if page.evaluate(SIDEWAYS):
        problems.append("scrolls sideways at 320 px")
    return problems


def test_everything_is_as_high_as_a_finger(
    live_server: LiveServer, open_page: OpenPage, author: User, other_author: User
) -> None:
    urls = page_urls(fill_desk(author, other_author, client_of(author)))
    page = open_page(390)
    sign_in(page, live_server.url, author)
    found = {}
    for url in urls:
        if READERS_PAGE.search(url):
            continue
        page.goto(live_server.url + url)
        if problems := problems_of(page):
            found[url] = problems
    assert found == {}


def test_every_section_is_reached_on_the_smallest_phone(
    live_server: LiveServer, open_page: OpenPage, author: User
) -> None:
    page = open_page(320)
    sign_in(page, live_server.url, author)
    page.goto(f"{live_server.url}/desk/")
    for name in ("Stories", "Schedule", "Comments", "Desk"):
        page.get_by_role("navigation", name="Desk").get_by_role("link", name=name).click()
        assert page.locator(".desk-bar [aria-current=page]").inner_text().startswith(name)
    for name in ("Pen names", "Co-author invitations"):
        page.locator("summary", has_text="Your account").click()
        page.get_by_role("link", name=name).click()
        assert page.get_by_role("heading", level=1).inner_text() == name
