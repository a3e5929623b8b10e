"""Settings of the account are saved by themselves, and the time zone comes from the browser."""

from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Preferences, User
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.browser.waiting import intercept, page_width, wait_for_route
from tests.images.pictures import picture

pytestmark = pytest.mark.django_db(transaction=True)

READING = "/accounts/preferences/"


def put_into_zone(session: CDPSession, zone: str) -> None:
    session.send("Emulation.setTimezoneOverride", {"timezoneId": zone})


def test_each_setting_is_saved_when_it_changes_or_says_why_not(
    live_server: LiveServer, open_page: OpenPage, reader: User, media: Path
) -> None:
    page = open_page(320)
    sign_in(page, live_server.url, reader)
    page.goto(f"{live_server.url}/accounts/profile/")
    text_is_saved_when_it_is_left_and_keeps_an_error(page)
    page.goto(live_server.url + READING)
    choice_is_saved_when_it_changes(page)
    what_changes_while_it_is_saved_is_sent_too(page)
    what_cannot_be_saved_says_so(page)


def choice_is_saved_when_it_changes(page: Page) -> None:
    form = page.locator("#setting-time-zone")
    expect(form.get_by_role("button")).to_be_hidden()
    form.get_by_label("Time zone").select_option("Asia/Tokyo")
    expect(form.get_by_role("status")).to_have_text("Saved.")
    # The hint has changed, and the focus stays.
    expect(form.get_by_text("The site shows all times in this time zone.")).to_be_visible()
    page.get_by_label("I am an adult.").check()
    expect(page.locator("#setting-adult-stories").get_by_role("status")).to_have_text("Saved.")
    preferences = Preferences.objects.get()
    assert (preferences.time_zone, preferences.opens_adult_stories) == ("Asia/Tokyo", True)


def what_changes_while_it_is_saved_is_sent_too(page: Page) -> None:
    held: list[Route] = []
    intercept(
        page,
        "**/preferences/**",
        lambda route: route.continue_() if held else held.append(route),
    )
    form = page.locator("#setting-time-zone")
    form.get_by_label("Time zone").select_option("Europe/Rome")
    wait_for_route(page, held)
    form.get_by_label("Time zone").select_option("Europe/Oslo")
    held[0].continue_()
    expect(form.get_by_role("status")).to_have_text("Saved.")
    page.unroute("**/preferences/**")
    assert Preferences.objects.get().time_zone == "Europe/Oslo"


def what_cannot_be_saved_says_so(page: Page) -> None:
    form = page.locator("#setting-time-zone")
    field = form.get_by_label("Time zone")
    # A zone that the next edition of the tz database no longer has.
    field.evaluate("field => field.add(new Option('Mars', 'Mars/Phobos'))")
    field.select_option("Mars/Phobos")
    expect(form.locator(".field__error")).to_have_text(
        "Mars/Phobos is not a time zone. Choose one such as Europe/Lisbon."
    )
    expect(form.get_by_role("status")).to_be_empty()
    form.get_by_label("Time zone").select_option("America/Lima")
    expect(form.get_by_role("status")).to_have_text("Saved.")
    expect(form.locator(".field__error")).to_have_count(0)
    page.context.set_offline(True)
    form.get_by_label("Time zone").select_option("Europe/Lisbon")
    expect(form.get_by_role("status")).to_contain_text("Not saved. Check your connection")
    page.context.set_offline(False)
    page.context.clear_cookies()
    form.get_by_label("Time zone").select_option("Europe/Paris")
    expect(form.get_by_role("status")).to_contain_text("You are signed out.")
    assert Preferences.objects.get().time_zone == "America/Lima"


def text_is_saved_when_it_is_left_and_keeps_an_error(page: Page) -> None:
    page.get_by_label("Show my public page").check()
    expect(page.locator("#setting-public-page").get_by_role("status")).to_have_text("Saved.")
    form = page.locator("#setting-links")
    form.get_by_label("Links").fill("example.org")
    page.keyboard.press("Tab")
    expect(form.locator(".field__error")).to_contain_text("example.org is not a link.")
    expect(form.get_by_label("Links")).to_have_value("example.org")
    form.get_by_label("Links").fill(f"https://example.org/{'w' * 150}")
    form.get_by_role("button", name="Save Links").click()
    expect(form.get_by_role("status")).to_have_text("Saved.")
    assert page_width(page) == 320
    picture_form = page.locator("#setting-picture")
    file = {"name": "me.png", "mimeType": "image/png", "buffer": picture("PNG")}
    picture_form.locator("[type=file]").set_input_files(file)  # type: ignore[arg-type]
    expect(picture_form.get_by_role("img", name="Your picture now")).to_be_visible()
    # Not check(): the form is sent at once, and what it is replaced with has no such box.
    picture_form.get_by_label("Remove the picture").click()
    expect(picture_form.get_by_role("img")).to_have_count(0)
    page.get_by_role("link", name="/members/rosa/").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("rosa")
    expect(page.get_by_role("link", name="example.org")).to_be_visible()
    assert page_width(page) == 320


# tests/accounts/test_preferences.py sends the same form.
@pytest.mark.long
def test_setting_has_a_button_without_scripts(
    live_server: LiveServer, open_page: OpenPage, reader: User
) -> None:
    page = open_page(320, scripts=False)
    sign_in(page, live_server.url, reader)
    page.goto(live_server.url + READING)
    page.get_by_label("Time zone").select_option("Asia/Tokyo")
    page.get_by_role("button", name="Save Time zone").click()
    expect(page.get_by_text("Time zone saved.")).to_be_visible()
    expect(page.get_by_label("Time zone")).to_have_value("Asia/Tokyo")


def test_time_zone_is_taken_from_the_browser_once(
    live_server: LiveServer, open_page: OpenPage, author: User
) -> None:
    page = open_page()
    session = page.context.new_cdp_session(page)
    put_into_zone(session, "America/New_York")
    sign_in(page, live_server.url, author)
    with page.expect_response("**/preferences/time-zone/"):
        page.goto(live_server.url)
    page.goto(live_server.url + READING)
    expect(page.get_by_text("Taken from your browser.")).to_be_visible()
    put_into_zone(session, "Asia/Tokyo")
    page.goto(f"{live_server.url}/desk/")
    page.goto(live_server.url + READING)
    expect(page.get_by_label("Time zone")).to_have_value("America/New_York")
