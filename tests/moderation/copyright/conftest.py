"""A notice about a chapter of the author, and who decides on it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.moderation.copyright.choices import DecisionKind
from serial.moderation.copyright.deciding import decide
from serial.moderation.models import CopyrightNotice
from tests.public_forms import open_public_form, send_public_form

URL = "/report/copyright/"
TYPED = {
    "work": "The Lighthouse, a novel by me, 2019.",
    "explanation": "The second paragraph is page 12.",
    "name": "Nora Notifier",
    "email": "nora@example.org",
    "address": "1 Quay\nHull",
    "capacity": "owner",
    "good_faith": "on",
    "accuracy": "on",
    "signature": "Nora Notifier",
}
COUNTER = {
    "explanation": "I wrote it in 2015, before the novel.",
    "name": "Anna Author",
    "address": "2 Hill\nLeeds",
    "phone": "+44 113 496 0000",
    "email": "anna.author@example.org",
    "mistake": "on",
    "jurisdiction": "on",
    "signature": "Anna Author",
}
# Only moderators may see anything about them.
SENDER = ("Nora", "nora@example.org", "1 Quay")

Decide = Callable[..., CopyrightNotice]


def send_notice(*urls: str, client: Client | None = None, **typed: Any) -> Any:
    fields = {**TYPED, "urls": "\n".join(urls), **typed}
    return send_public_form(URL, client=client, **fields)


def counter_url(notice: CopyrightNotice) -> str:
    return f"/report/copyright/{notice.reference}/counter/"


def send_counter(client: Client, notice: CopyrightNotice, **typed: Any) -> Any:
    url = counter_url(notice)
    return client.post(url, {**open_public_form(url, client), **COUNTER, **typed})


@pytest.fixture
def notice(chapter: Chapter) -> CopyrightNotice:
    assert send_notice(chapter.get_absolute_url()).status_code == 302
    return CopyrightNotice.objects.get()


@pytest.fixture
def decide_on(moderator: User) -> Decide:
    def decide_and_reload(notice: CopyrightNotice, kind: DecisionKind) -> CopyrightNotice:
        decide(notice.pk, kind, "We compared them.", moderator)
        return CopyrightNotice.objects.get(pk=notice.pk)

    return decide_and_reload
