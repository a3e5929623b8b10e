"""A new story: from signing in to the first word, with clicks counted."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.stories.models import Story
from tests.browser.cases import cases
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
MOST_CLICKS = 3


@cases("width, scripts", (390, True), long=[(1280, False)])
def test_first_word_three_clicks_after_signing_in(
    live_server: LiveServer, open_page: OpenPage, author: User, width: int, scripts: bool
) -> None:
    page = open_page(width, scripts=scripts)
    sign_in(page, live_server.url, author)
    page.goto(live_server.url)
    clicks = 0

    def click(target: Locator) -> None:
        nonlocal clicks
        target.click()
        clicks += 1

    click(page.get_by_role("link", name="Desk", exact=True).first)
    click(page.get_by_role("link", name="New story").first)
    expect(page.locator("[name=title]")).to_be_focused()
    type_in_focus(page, "The Lamp")
    click(page.get_by_role("button", name="Write chapter 1"))
    expect(page).to_have_url(re.compile("/desk/chapters/chapter/add/"))
    expect(page.locator("[name=body]")).to_be_focused()
    type_in_focus(page, "It was dark.")
    expect(page.locator("[name=body]")).to_have_value("It was dark.")
    assert clicks <= MOST_CLICKS
    assert Story.objects.get().title == "The Lamp"


def type_in_focus(page: Page, text: str) -> None:
    """Without a click: the page has put the cursor where people write."""
    page.keyboard.type(text)
