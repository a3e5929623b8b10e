"""What a visitor types and presses at the entrance."""

import re
from typing import Any

from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from tests.conftest import PASSWORD

# What the test client returns: more than an HttpResponse.
Answer = Any

# Whatever is typed, the answer is a page and never a failure.
HOSTILE_NAMES = [
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
EVIL_ADDRESSES = [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "///evil.example",
    "javascript:alert(1)",
    "https:evil.example",
    "http://testserver@evil.example/",
]


def sign_up(client: Client, username: str = "nina", *, to: str = "", **fields: Any) -> Answer:
    typed = {
        "username": username,
        "email": "nina@example.org",
        "password1": PASSWORD,
        "password2": PASSWORD,
        **fields,
    }
    return client.post(reverse("account_signup"), {**typed, "next": to} if to else typed)


def sign_in(client: Client, login: str, password: str = PASSWORD, *, to: str = "") -> Answer:
    typed = {"login": login, "password": password}
    return client.post(reverse("account_login"), {**typed, "next": to} if to else typed)


def link_in(mail: EmailMessage) -> str:
    """The path of the first link in a mail."""
    found = re.search(r"http://testserver(\S+)", str(mail.body))
    assert found
    return found.group(1)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session
