"""The desk's pages are accessible, do not scroll sideways and cause no console errors."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.axe import findings_in_schemes
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
    page.fill("input[name=title]", "x" * 400)
    page.get_by_label("Schedule for a day and time").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("alert").first.wait_for()


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_are_accessible_in_both_schemes(
    width: int,
    axe: str,
    pages: list[str],
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
) -> None:
    # axe sets inline styles; the next test checks the Content-Security-Policy.
    page = open_page(width, bypass_csp=True)
    sign_in(page, live_server.url, author)
    results: dict[str, list[str]] = {}
    for url in pages:
        page.goto(live_server.url + url)
        results[url] = findings_in_schemes(page, axe)
    show_form_with_errors(page, live_server.url)
    results["refused"] = findings_in_schemes(page, axe)
    page.locator("textarea[name=body]").press("Control+f")
    results["finding"] = findings_in_schemes(page, axe)
    page.locator(".field.body [data-command=picture]").click()
    results["picture"] = findings_in_schemes(page, axe)
    assert {url: violations for url, violations in results.items() if violations} == {}


def test_no_horizontal_scrolling_at_320_px_and_no_csp_violation(
    pages: list[str], live_server: LiveServer, open_page: OpenPage, author: User
) -> None:
    page = open_page(320)
    sign_in(page, live_server.url, author)
    widths = {}
    for url in pages:
        page.goto(live_server.url + url)
        widths[url] = page.evaluate("document.documentElement.scrollWidth")
    assert {url: width for url, width in widths.items() if width > 320} == {}
