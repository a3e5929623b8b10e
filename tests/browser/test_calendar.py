"""The calendar: a table on wide screens, a list of days with chapters on narrow ones."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.axe import check
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.conftest import MakeChapter

pytestmark = pytest.mark.django_db(transaction=True)


def test_calendar_is_accessible_at_every_width(
    axe: str,
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    make_chapter: MakeChapter,
) -> None:
    make_chapter(title="Out " * 20, release_in=-timedelta(minutes=1))
    make_chapter(title="Soon", release_in=timedelta(minutes=1))
    page = open_page(1280, bypass_csp=True)
    sign_in(page, live_server.url, author)
    page.goto(f"{live_server.url}/desk/chapters/chapter/calendar/")
    expect(page.get_by_role("link", name="Soon")).to_be_visible()
    first_of_month = page.locator("td.no-release").first
    expect(first_of_month).to_be_visible()
    assert check(page, axe) == []
    expect(first_of_month).to_be_hidden()
