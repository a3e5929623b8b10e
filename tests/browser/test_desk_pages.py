"""The desk's pages: axe finds nothing, nothing scrolls sideways, no complaint in the console."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.conftest import OpenPage
from tests.browser.test_accessibility import findings
from tests.browser.test_main_job import sign_in
from tests.conftest import client_of
from tests.desk.pages import CHAPTERS, fill_desk, page_urls

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pages(author: User, other_author: User) -> list[str]:
    return page_urls(fill_desk(author, other_author, client_of(author)))


def show_refused_form(page: Page, site: str) -> None:
    """The form of a chapter with errors in all places that fold."""
    page.goto(f"{site}{CHAPTERS}add/")
    page.fill("input[name=title]", "x" * 400)
    page.get_by_label("On a day, at a time").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("alert").first.wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(
    width: int,
    scheme: str,
    axe: str,
    pages: list[str],
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
) -> None:
    # axe itself sets styles; the policy is tested below.
    page = open_page(width, scheme=scheme, bypass_csp=True)
    sign_in(page, live_server.url, author)
    found: dict[str, list[str]] = {}
    for address in pages:
        page.goto(live_server.url + address)
        found[address] = findings(page, axe)
    show_refused_form(page, live_server.url)
    found["refused"] = findings(page, axe)
    page.locator("textarea[name=body]").press("Control+f")
    found["finding"] = findings(page, axe)
    page.locator(".field.body [data-do=picture]").click()
    found["picture"] = findings(page, axe)
    assert {address: what for address, what in found.items() if what} == {}


def test_nothing_scrolls_sideways_at_320_px_nor_breaks_the_policy(
    pages: list[str], live_server: LiveServer, open_page: OpenPage, author: User
) -> None:
    page = open_page(320)
    sign_in(page, live_server.url, author)
    wide = {}
    for address in pages:
        page.goto(live_server.url + address)
        wide[address] = page.evaluate("document.documentElement.scrollWidth")
    assert {address: width for address, width in wide.items() if width > 320} == {}
