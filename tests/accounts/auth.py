"""Signing up and signing in with the test client, and hostile input for both."""

import re
from typing import Any

from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from serial.policies.acceptance_field import AcceptanceInput
from tests.conftest import PASSWORD

# The test client returns more than an HttpResponse.
Response = Any

# Each must give a page and not a server error.
HOSTILE_USERNAMES = [
    "nul\x00byte",
    "a" * 300,
    "\u202egnp.exe",
    "שלום",
    "📚📚",
    "anna maria",
    "<b>anna</b>",
    "-anna",
    "anna\n",
]
EVIL_URLS = [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "///evil.example",
    "javascript:alert(1)",
    "https:evil.example",
    "http://testserver@evil.example/",
]


def sign_up(
    client: Client, username: str = "nina", *, next_url: str = "", **fields: Any
) -> Response:
    data = {
        "username": username,
        "email": "nina@example.org",
        "password1": PASSWORD,
        "is_old_enough": "on",
        "accepted_policies": AcceptanceInput().value(),
        **fields,
    }
    return client.post(reverse("account_signup"), {**data, "next": next_url} if next_url else data)


def sign_in(
    client: Client, login: str, password: str = PASSWORD, *, next_url: str = ""
) -> Response:
    data = {"login": login, "password": password}
    return client.post(reverse("account_login"), {**data, "next": next_url} if next_url else data)


def first_link(email: EmailMessage) -> str:
    """Returns the path of the first link in an email."""
    match = re.search(r"http://testserver(\S+)", str(email.body))
    assert match
    return match.group(1)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session
