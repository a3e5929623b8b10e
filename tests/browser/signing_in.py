"""Signs people in, in a browser."""

from playwright.sync_api import Page, expect

from accounts.models import User
from tests.conftest import PASSWORD, client_of


def sign_in(page: Page, site: str, user: User) -> None:
    """Signs in without the sign-in page, which costs as much CPU time as three other pages."""
    session = client_of(user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])


def sign_in_with_password(page: Page, site: str, user: User) -> None:
    """Signs in as people do; ends at the desk."""
    page.goto(f"{site}/desk/")
    page.fill("input[name=login]", user.username)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page).to_have_url(f"{site}/desk/")
