"""The desk's pages are accessible and do not scroll sideways."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.axe import check
from tests.browser.chapter_editor import open_release
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.conftest import client_of
from tests.desk.pages import CHAPTERS, fill_desk, page_urls

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_pages_are_accessible_and_fit(
    axe: str, pages: list[str], live_server: LiveServer, open_page: OpenPage, author: User
) -> None:
    # axe sets inline styles; test_long_words.py tests the Content-Security-Policy.
    page = open_page(bypass_csp=True)
    sign_in(page, live_server.url, author)
    results: dict[str, list[str]] = {}
    for url in pages:
        page.goto(live_server.url + url)
        results[url] = check(page, axe)
    show_form_with_errors(page, live_server.url)
    results["refused"] = check(page, axe)
    page.locator("textarea[name=body]").press("Control+f")
    results["finding"] = check(page, axe)
    page.locator("[data-command=picture]").click()
    results["picture"] = check(page, axe)
    assert {url: wrong for url, wrong in results.items() if wrong} == {}
