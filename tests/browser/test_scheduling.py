"""A series is scheduled from the list, with the keyboard and without JavaScript."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Preferences, User
from serial.chapters.models import Chapter
from tests.browser.axe import check
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.conftest import MakeChapter

pytestmark = pytest.mark.django_db(transaction=True)


# tests/desk/test_scheduling.py takes the same steps.
@pytest.mark.long
def test_schedule_series_without_javascript(
    live_server: LiveServer, open_page: OpenPage, author: User, make_chapter: MakeChapter
) -> None:
    Preferences.objects.create(user=author, time_zone="America/New_York")
    for n in (1, 2):
        make_chapter(title=f"No. {n}", release_in=None)
    page = open_page(320, scripts=False)
    sign_in(page, live_server.url, author)
    page.goto(f"{live_server.url}/desk/chapters/chapter/")
    for box in page.locator("input[name=_selected_action]").all():
        box.check()
    page.get_by_role("button", name="Schedule…").click()
    page.fill("input[name=first_day]", "2037-10-25")
    page.fill("input[name=time]", "01:30")
    page.keyboard.press("Enter")
    expect(page.get_by_text("01:30 occurs twice in New York")).to_be_visible()
    page.get_by_label("01:30 EST, the second time").check()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Sunday 1 November 2037, 01:30")).to_be_visible()
    page.get_by_role("button", name="Schedule 2 chapters").click()
    expect(page.get_by_text("2 chapters scheduled.")).to_be_visible()
    hours = Chapter.objects.in_order().values_list("release_at__hour", flat=True)
    assert list(hours) == [5, 6]


def test_confirmation_pages_are_accessible(
    axe: str,
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
    make_chapter: MakeChapter,
) -> None:
    make_chapter(title="Long " * 20, release_in=-timedelta(days=1))
    page = open_page(1280, bypass_csp=True)
    sign_in(page, live_server.url, author)
    for action in (
        *("schedule_selected", "revert_selected_to_draft", "move_selected_to_part"),
        "move_selected_to_story",
    ):
        page.goto(f"{live_server.url}/desk/chapters/chapter/")
        page.locator("input[name=_selected_action]").check()
        page.locator(f"button[value={action}]").click()
        expect(page.locator(".bulk")).to_be_visible()
        assert check(page, axe) == [], action
