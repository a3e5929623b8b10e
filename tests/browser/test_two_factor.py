"""Passkeys and authenticator apps in Chromium, with its virtual authenticator."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.accounts.test_two_factor import code_of
from tests.browser.axe import check
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
TWO_FACTOR = "/accounts/two-factor/"


def add_virtual_authenticator(page: Page) -> None:
    session: Any = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def enter_password(page: Page) -> None:
    page.fill("input[name=login]", "rosa")
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def confirm_password(page: Page) -> None:
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name="Continue").click()


def sign_out(page: Page, site: str) -> None:
    page.goto(f"{site}/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(f"{site}/")


def add_passkey(page: Page, site: str, *, replaces_password: bool) -> None:
    page.goto(f"{site}{TWO_FACTOR}passkeys/add/")
    confirm_password(page)
    page.get_by_label("Name").fill("My phone")
    if replaces_password:
        page.get_by_label("instead of a password").check()
    page.get_by_role("button", name="Add").click()
    expect(page).to_have_url(f"{site}{TWO_FACTOR}recovery-codes/")


def add_passkey_and_sign_out(page: Page, site: str, user: User, *, replaces_password: bool) -> None:
    """Ends on the sign-in page, which leads to the about page."""
    add_virtual_authenticator(page)
    sign_in(page, site, user)
    add_passkey(page, site, replaces_password=replaces_password)
    page.context.clear_cookies()
    page.goto(f"{site}/accounts/login/?next=/about/")


def test_passkey_is_the_second_factor(
    live_server: LiveServer, open_page: OpenPage, reader: User
) -> None:
    page, site = open_page(390), live_server.url
    add_passkey_and_sign_out(page, site, reader, replaces_password=False)
    assert Authenticator.objects.filter(type="webauthn").get().wrap().name == "My phone"
    enter_password(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(f"{site}/about/")


def browser_without_a_passkey_says_so(page: Page) -> None:
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error()) }")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("[data-passkey] [role=status]")).to_contain_text("was not used")
    page.evaluate("() => { delete navigator.credentials.get }")


def test_passkey_replaces_the_password(
    live_server: LiveServer, open_page: OpenPage, reader: User
) -> None:
    page, site = open_page(1280), live_server.url
    add_passkey_and_sign_out(page, site, reader, replaces_password=True)
    browser_without_a_passkey_says_so(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(f"{site}/about/")
    # Rename and remove it.
    page.goto(f"{site}{TWO_FACTOR}passkeys/")
    page.get_by_role("link", name="Rename").click()
    confirm_password(page)
    page.get_by_label("Name").fill("Old phone")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("Old phone")
    page.get_by_role("link", name="Remove").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.locator("main")).to_contain_text("No passkeys yet.")


# tests/accounts/test_two_factor.py takes the same steps.
@pytest.mark.long
def test_app_is_set_up_and_used_without_scripts(
    live_server: LiveServer, open_page: OpenPage, reader: User
) -> None:
    page, site = open_page(390, scripts=False), live_server.url
    page.goto(f"{site}/accounts/login/")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    sign_in(page, site, reader)
    page.goto(f"{site}{TWO_FACTOR}")
    page.get_by_role("link", name="Set up an authenticator app").click()
    confirm_password(page)
    secret = page.locator("main code").inner_text()
    page.get_by_label("Code that the app shows").fill(code_of(secret))
    page.get_by_role("button", name="Finish").click()
    code = page.locator(".recovery-codes code").first.inner_text()
    page.context.clear_cookies()
    page.goto(f"{site}/accounts/login/?next=/about/")
    enter_password(page)
    page.get_by_label("Code from your authenticator app").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(f"{site}/about/")


def test_qr_code_is_shown(live_server: LiveServer, open_page: OpenPage, reader: User) -> None:
    page, site = open_page(390, scheme="dark"), live_server.url
    sign_in(page, site, reader)
    page.goto(f"{site}{TWO_FACTOR}app/set-up/")
    confirm_password(page)
    image = page.locator("img.qr-code")
    expect(image).to_be_visible()
    assert image.evaluate("async image => { await image.decode(); return image.naturalWidth; }")


def test_pages_are_accessible_and_fit(
    axe: str, live_server: LiveServer, open_page: OpenPage, reader: User
) -> None:
    """test_accessibility.py looks at the sign-in page and the list of sessions."""
    page, site = open_page(320, bypass_csp=True), live_server.url
    add_virtual_authenticator(page)
    results: dict[str, list[str]] = {}

    sign_in(page, site, reader)
    page.goto(f"{site}{TWO_FACTOR}app/set-up/")
    confirm_password(page)
    for path in ("", "app/set-up/", "passkeys/add/", "passkeys/"):
        page.goto(f"{site}{TWO_FACTOR}{path}")
        results[path] = check(page, axe)
    page.goto(f"{site}{TWO_FACTOR}passkeys/add/")
    page.get_by_role("button", name="Add").click()
    page.wait_for_url(f"{site}{TWO_FACTOR}recovery-codes/")
    results["recovery codes"] = check(page, axe)
    key = Authenticator.objects.get(type="webauthn").pk
    paths = ("", "passkeys/", f"passkeys/{key}/edit/", f"passkeys/{key}/remove/")
    for path in (*paths, "recovery-codes/new/", "reauthenticate/", "passkeys/reauthenticate/"):
        page.goto(f"{site}{TWO_FACTOR}{path}")
        results[f"with a passkey: {path}"] = check(page, axe)
    page.context.clear_cookies()
    page.goto(f"{site}/accounts/login/")
    enter_password(page)
    page.wait_for_url(f"{site}{TWO_FACTOR}authenticate/")
    results["authenticate"] = check(page, axe)
    assert {name: found for name, found in results.items() if found} == {}
