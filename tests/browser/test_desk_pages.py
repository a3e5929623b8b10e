"""The desk's pages are accessible, do not scroll sideways, and fit fingers.

Each is opened once for all of this: opening one takes as long as looking at it. `make test` opens
those that show what no other shows (new_parts.py), every second one with long words, and `make
test-long` all of them; test_long_words.py opens all of them with long words there.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.axe import check
from tests.browser.chapter_editor import open_release
from tests.browser.conftest import OpenPage
from tests.browser.long_words import MEASURE, lengthen_words
from tests.browser.new_parts import pages_to_open
from tests.browser.signing_in import sign_in
from tests.conftest import client_of
from tests.desk.pages import CHAPTERS, fill_desk, page_urls
from tests.sampling import LONG

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sweep]

# What is smaller than a finger on the page; links within a sentence are left out.
SMALL_TARGETS = Path(__file__).with_name("small_targets.js").read_text(encoding="utf-8")
# Shows a chapter as readers see it, in the readers' frame.
READERS_PAGE = re.compile(r"/revisions/\d+/$")


# A test in a browser may not take long (TIMEOUT_SECONDS), and `make test-long` looks at all pages.
PARTS = 4 if LONG else 1


@pytest.fixture
def pages(author: User, other_author: User) -> list[str]:
    return page_urls(fill_desk(author, other_author, client_of(author)))


def show_form_with_errors(page: Page, site: str) -> None:
    """Opens a chapter form with errors in every collapsible section."""
    page.goto(f"{site}{CHAPTERS}add/")
    page.fill("textarea[name=title]", "x" * 400)
    open_release(page)
    page.get_by_label("Schedule").check()
    page.locator("[data-save]").click()
    page.get_by_role("alert").first.wait_for()


def small_targets(page: Page, url: str) -> list[str]:
    if READERS_PAGE.search(url):
        return []
    found: list[str] = page.evaluate(SMALL_TARGETS)
    return found


@pytest.mark.parametrize("part", range(PARTS))
def test_pages_are_accessible_and_fit(
    axe: str,
    pages: list[str],
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    part: int,
) -> None:
    # axe sets inline styles; test_long_words.py tests the Content-Security-Policy.
    page = open_page(bypass_csp=True)
    sign_in(page, live_server.url, author)
    results: dict[str, list[str]] = {}

    def look_at(url: str) -> None:
        page.goto(live_server.url + url)
        # Last, as wide as the smallest phone.
        results[url] = check(page, axe) + small_targets(page, url)

    chosen = pages_to_open(client_of(author), pages[part::PARTS])
    with_long_words = [] if LONG else chosen[1::2]
    for url in chosen:
        if url not in with_long_words:
            look_at(url)
    if with_long_words:
        lengthen_words(author)
    for url in with_long_words:
        look_at(url)
        if wide := page.evaluate(MEASURE):
            results[url].append(wide)
    assert {url: wrong for url, wrong in results.items() if wrong} == {}


def test_open_forms_are_accessible_and_fit(
    axe: str, pages: list[str], live_server: LiveServer, open_page: OpenPage, author: User
) -> None:
    page = open_page(320, bypass_csp=True)
    sign_in(page, live_server.url, author)
    results: dict[str, list[str]] = {}
    show_form_with_errors(page, live_server.url)
    results["refused"] = check(page, axe)
    page.locator("textarea[name=body]").press("Control+f")
    results["finding"] = check(page, axe)
    page.locator("[data-command=picture]").click()
    results["picture"] = check(page, axe)
    assert {name: wrong for name, wrong in results.items() if wrong} == {}


def test_every_section_is_reached_on_the_smallest_phone(
    live_server: LiveServer, open_page: OpenPage, author: User
) -> None:
    page = open_page(320)
    sign_in(page, live_server.url, author)
    page.goto(f"{live_server.url}/desk/")
    for name in ("Stories", "Schedule", "Comments", "Desk"):
        page.get_by_role("navigation", name="Desk").get_by_role("link", name=name).click()
        expect(page.locator(".desk-bar [aria-current=page]")).to_have_text(re.compile(f"^{name}"))
    for name in ("Pen names", "Co-author invitations"):
        page.locator("summary", has_text="Your account").click()
        page.get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
