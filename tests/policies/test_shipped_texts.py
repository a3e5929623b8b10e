"""The texts that come with the software: their numbers, their cookies, and what settings change."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.core.mail import EmailMessage
from django.test import Client
from django.utils.html import escape
from pytest_django import Settings

from accounts.models import User
from serial.archive.registry.entries import personal_data
from serial.archive.time_limits import CANCEL_PERIOD
from serial.chapters.models import Chapter
from serial.policies.documents import DOCUMENTS, PRIVACY, RULES, TERMS
from serial.policies.shipped_texts import shipped_text
from serial.web.ip_hash import IP_HASH_PERIOD
from tests.accounts.auth import first_link, sign_in, sign_up
from tests.cases import each_case
from tests.comments.conftest import form_of
from tests.reading.conftest import get_page

TEXTS = Path(settings.BASE_DIR, "templates/policies/texts")
TEMPLATE_TAG = re.compile(r"{[{%].*?[%}]}")
# The version of the accessibility guidelines.
ALLOWED_NUMBERS = {"2.2"}


@each_case("key", DOCUMENTS)
def test_numbers_come_from_constants(key: str) -> None:
    source = TEMPLATE_TAG.sub("", (TEXTS / f"{key}.md").read_text())
    assert set(re.findall(r"\d[\d.,]*\d|\d", source)) <= ALLOWED_NUMBERS


@each_case("key", DOCUMENTS)
def test_text_is_whole_with_the_fewest_and_with_all_settings(key: str) -> None:
    for values in (
        {"contact": "", "operator": "", "age": 0, "guests": False, "write": "invitation"},
        {
            "contact": "us@a.example",
            "operator": "Ann",
            "age": 18,
            "guests": True,
            "write": "member",
        },
    ):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(settings, "SITE_OPERATOR", values["operator"])
            patch.setattr(settings, "MINIMUM_AGE", values["age"])
            patch.setattr(settings, "GUEST_COMMENTS", values["guests"])
            patch.setattr(settings, "WHO_MAY_WRITE", values["write"])
            text = shipped_text(DOCUMENTS[key])
        assert not re.search(r"{[{%]|\bNone\b|\(\)|[ (]\.|: \.|\b0 years", text), text
        assert text.strip() and "\n\n\n" not in text


def test_settings_are_in_the_texts(settings: Settings, db: None, guest_client: Client) -> None:
    settings.SITE_NAME, settings.SITE_OPERATOR = "Fog & Lamps", "Ann Other"
    settings.MINIMUM_AGE = 18
    assert "at least 18 years old" in shipped_text(TERMS)
    assert "Ann Other, who runs Fog & Lamps." in shipped_text(TERMS)
    assert "Ann Other is responsible for the data." in shipped_text(PRIVACY)
    page = get_page(guest_client, "/terms/")
    assert escape("Fog & Lamps") in page and "at least 18 years old" in page
    for document in (TERMS, RULES):
        assert "(/report/copyright/)" in shipped_text(document)
        assert "(/contact/)" in shipped_text(document)
    settings.MINIMUM_AGE = 0
    assert "years old" not in get_page(guest_client, "/terms/")


def test_privacy_statement_has_all_that_the_apps_registered(guest_client: Client, db: None) -> None:
    page = unescape(get_page(guest_client, "/privacy/"))
    for entry in personal_data():
        assert entry.is_empty or f"<strong>{entry.name}.</strong>" in page, entry.model
    assert f"erased {IP_HASH_PERIOD.days} days after its last use" in page
    assert f"have {CANCEL_PERIOD.days} days to change" in page


def test_privacy_statement_names_every_cookie(
    chapter: Chapter, reader: User, mailoutbox: list[EmailMessage]
) -> None:
    guest, member = Client(), Client()
    responses = [guest.get("/"), guest.get(chapter.get_absolute_url())]
    assert not any(response.cookies for response in responses)
    write = f"{chapter.get_absolute_url()}comments/write/"
    responses += [
        guest.get("/comments/token/"),
        guest.post(write, form_of(guest, write, text="Good.", name="Gus")),
        guest.post(f"{chapter.get_absolute_url()}comments/kudos/"),
        sign_up(guest),
        guest.post(first_link(mailoutbox[0])),
        guest.post("/accounts/password/reset/", {"email": reader.email}),
        sign_in(member, "rosa"),
        member.get("/accounts/email/"),
        member.post("/accounts/email/", {"action_add": "", "email": "new@example.org"}),
        member.post(write, form_of(member, write, text="Good.")),
    ]
    names = {name for response in responses for name in response.cookies}
    kinds = {re.sub("[0-9].*", "", name) for name in names}
    assert kinds == {"sessionid", "csrftoken", "messages", "known_device", "comment-"}
    text = shipped_text(PRIVACY)
    assert {kind for kind in kinds if f"`{kind}`" not in text} == set()
