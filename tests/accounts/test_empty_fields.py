"""A form that is sent empty says what to enter, in its summary and beside each field."""

import pytest
from django.test import Client
from pytest_django import Settings
from selectolax.lexbor import LexborHTMLParser

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("page", "errors"),
    [
        ("login/", ["Enter your username or your email address.", "Enter your password."]),
        (
            "signup/",
            ["Enter your email address.", "Choose a username.", "Choose a password."]
            + ["You must be at least 16 years old to sign up."]
            + ["Accept the terms and the content rules to continue."],
        ),
        ("password/reset/", ["Enter your email address."]),
        ("email/", ["Enter your email address."]),
        ("password/change/", ["Enter your current password.", "Choose a password."]),
        ("write/", ["Write what you would like to publish."]),
    ],
)
def test_empty_form(
    page: str,
    errors: list[str],
    guest_client: Client,
    reader_client: Client,
    settings: Settings,
) -> None:
    settings.WHO_MAY_WRITE = "request"
    is_open_to_guests = page in ("login/", "signup/", "password/reset/")
    client = guest_client if is_open_to_guests else reader_client
    response = client.post(f"/accounts/{page}", {"action_add": "1"})
    html = LexborHTMLParser(response.content)
    assert [item.text(strip=True) for item in html.css(".problems li")] == errors
    assert [error.text(strip=True) for error in html.css(".field__error")] == errors
    for link in html.css(".problems a"):
        [field] = html.css(str(link.attributes["href"]))
        error_id = f"{field.attributes['id']}_error"
        assert error_id in str(field.attributes["aria-describedby"]).split()
        assert html.css(f"#{error_id}")
