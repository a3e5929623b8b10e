"""axe finds nothing, nothing scrolls sideways, and the keyboard is enough."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.desk.sample_loading import load_sample
from tests.browser.conftest import OpenPage
from tests.browser.test_main_job import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

GUESTS = [
    *("/", "/stories/", "/stories/nothing-heard/", "/read/nothing-heard/the-52/"),
    *("/read/nothing-heard/silence-period/", "/read/nothing-heard/the-kettles/"),
    *("/read/nothing-heard/", "/about/", "/tags/genre/mystery/", "/stories/?rating=general"),
    *("/by/peg-lorrimer/", "/no/such/page/", "/accounts/login/", "/accounts/signup/"),
]
MEMBERS = ["/", "/accounts/", "/accounts/preferences/", "/accounts/email/", "/accounts/write/"]


def findings(page: Page, axe: str, within: str = "html") -> list[str]:
    page.evaluate(axe)
    found: list[dict[str, Any]] = page.evaluate(
        "async within => (await axe.run(within)).violations", within
    )
    return [f"{v['id']}: {node['html']}" for v in found for node in v["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(
    width: int,
    scheme: str,
    axe: str,
    live_server: LiveServer,
    open_page: OpenPage,
    author: User,
) -> None:
    load_sample(author)
    # axe itself sets styles; the policy is tested in test_console.py.
    page = open_page(width, scheme=scheme, bypass_csp=True)
    found: dict[str, list[str]] = {}
    for address in GUESTS:
        page.goto(live_server.url + address)
        found[address] = findings(page, axe)
    sign_in(page, live_server.url, author)
    for address in MEMBERS:
        page.goto(live_server.url + address)
        found[f"member {address}"] = findings(page, axe)
    assert {address: what for address, what in found.items() if what} == {}


@pytest.mark.parametrize("theme", ["light", "sepia", "dark", "black"])
def test_axe_finds_nothing_in_any_theme(
    theme: str, axe: str, live_server: LiveServer, open_page: OpenPage, author: User
) -> None:
    load_sample(author)
    page = open_page(390, bypass_csp=True)
    page.goto(live_server.url)
    page.evaluate("kept => localStorage.setItem('serial.reading', kept)", f'{{"theme": "{theme}"}}')
    found: dict[str, list[str]] = {}
    for address in GUESTS:
        page.goto(live_server.url + address)
        assert page.evaluate("document.documentElement.dataset.theme") == theme
        if page.locator(".panel").count():
            page.get_by_label("How the page looks").click()
        found[address] = findings(page, axe)
    assert {address: what for address, what in found.items() if what} == {}


def test_nothing_scrolls_sideways_at_320_px(
    live_server: LiveServer, open_page: OpenPage, author: User
) -> None:
    load_sample(author)
    page = open_page(320)
    for address in GUESTS:
        page.goto(live_server.url + address)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 320, address


def test_the_keyboard_skips_to_the_text(
    live_server: LiveServer, open_page: OpenPage, author: User
) -> None:
    load_sample(author)
    page = open_page()
    page.goto(f"{live_server.url}/read/nothing-heard/fresh-water/")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
