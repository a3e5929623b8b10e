"""A password is typed once: "Show" shows what was typed."""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.django_db(transaction=True)


def test_password_is_shown_and_hidden(live_server: LiveServer, open_page: OpenPage) -> None:
    page = open_page(390)
    page.goto(f"{live_server.url}/accounts/signup/")
    field = page.get_by_label("Password", exact=True)
    field.fill("quite a long one")
    page.get_by_role("button", name="Show Password").press("Enter")
    expect(field).to_have_attribute("type", "text")
    page.get_by_role("button", name="Hide Password").click()
    expect(field).to_have_attribute("type", "password")
    expect(field).to_have_value("quite a long one")


def test_without_scripts_the_field_is_a_plain_one(
    live_server: LiveServer, open_page: OpenPage
) -> None:
    page = open_page(390, scripts=False)
    page.goto(f"{live_server.url}/accounts/signup/")
    expect(page.locator("input[type=password]")).to_have_count(1)
    expect(page.get_by_text("Show", exact=True)).to_be_hidden()
