"""The form for copyright notices: for everybody, with what the law asks for."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from serial.chapters.models import Chapter
from serial.contact.exports import message_rows
from serial.contact.models import ContactMessage
from serial.moderation.copyright.choices import DOWN_STATES, DecisionKind, NoticeState
from serial.moderation.copyright.deadlines import RESPONSE_DAYS, add_business_days
from serial.moderation.copyright.forms.notice_form import NoticeForm
from serial.moderation.copyright.retention import purge_notices
from serial.moderation.exports import notice_rows, notice_url_rows
from serial.moderation.models import CopyrightNotice, CounterNotice, NoticeTarget
from serial.stories.models import Story
from tests.conftest import MakeChapter, MakeStory
from tests.moderation.copyright.conftest import SENDER, TYPED, URL, Decide, send_notice
from tests.public_forms import open_public_form, typed_fields
from tests.rolling_back import try_each


def test_notice_of_a_guest_is_stored_acknowledged_and_announced(
    chapter: Chapter, settings: Settings
) -> None:
    settings.SITE_CONTACT = "operator@example.org"
    response = send_notice(f"http://testserver{chapter.get_absolute_url()}#p2")
    notice = CopyrightNotice.objects.get()
    assert response.status_code == 302 and not response.cookies
    assert (notice.state, notice.story, notice.user) == ("received", chapter.story, None)
    assert "under penalty of perjury" in notice.statements and len(notice.reference) == 8
    assert notice.due_at and notice.due_at.date() == (
        add_business_days(timezone.now(), RESPONSE_DAYS).date()
    )
    assert NoticeTarget.objects.get().chapter == chapter
    receipt, announcement = mail.outbox
    assert receipt.to == ["nora@example.org"] and response.url in receipt.body
    assert notice.reference in receipt.subject and notice.reference in receipt.body
    assert announcement.to == ["operator@example.org"] and "/admin/" in announcement.body
    # The link shows the state to everybody who has it, and not who sent the notice.
    page = Client().get(response.url)
    content = page.content.decode()
    assert notice.reference in content and "Awaiting a decision" in content
    assert "Save the link to this page." in content
    assert not any(word in content for word in SENDER)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page.headers["X-Robots-Tag"] and "no-store" in page.headers["Cache-Control"]
    assert Client().get(f"{URL}state/{'x' * 30}/").status_code == 404


def test_pages_are_found_by_all_their_urls(
    make_chapter: MakeChapter, author_client: Client
) -> None:
    one, two = make_chapter(title="One"), make_chapter(title="Zwölf")
    Story.objects.get().save_with_slug("another-slug")
    urls = [
        *("/read/the-lamp/one/", f"testserver{two.get_absolute_url()}?x=1"),
        *(
            "http://testserver/read/another-slug/one/comments/",
            "http://testserver/stories/the-lamp/",
        ),
    ]
    assert send_notice(*urls).status_code == 302
    targets = NoticeTarget.objects.order_by("pk").values_list("kind", "chapter")
    assert list(targets) == [
        ("chapter", one.pk),
        ("chapter", two.pk),
        ("chapter", one.pk),
        ("story", None),
    ]


class RefusesNora(EmailBackend):
    """A mail server that knows no such address."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        for message in messages:
            if message.to == [TYPED["email"]]:
                raise SMTPRecipientsRefused({TYPED["email"]: (550, b"unknown")})
        return super().send_messages(messages)


def test_email_that_cannot_be_sent_keeps_nothing_from_others(
    chapter: Chapter, settings: Settings
) -> None:
    settings.SITE_CONTACT = "operator@example.org"
    settings.EMAIL_BACKEND = f"{__name__}.RefusesNora"
    assert send_notice(chapter.get_absolute_url()).status_code == 302
    assert CopyrightNotice.objects.count() == 1
    assert [email.to for email in mail.outbox] == [["operator@example.org"]]


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no work": ({"work": ""}, "Say which work was used."),
    "no statement": ({"accuracy": ""}, "A notice without this statement has no effect."),
    "no signature": ({"signature": " "}, "Sign with your full name."),
    "no page": ({"urls": ""}, "Write the URLs of the pages."),
    "another site": ({"urls": "https://example.com/read/x/"}, "is not a page of this site."),
    "no story": ({"urls": "/about/"}, "No story or chapter of this site is at /about/."),
    "a broken URL": ({"urls": "http://[oops/"}, "is not a page of this site."),
    "a draft": ({"urls": "/read/the-lamp/draft/"}, "No story or chapter of this site"),
    "two stories": ({"urls": "/stories/the-lamp/ /stories/oak/"}, "Send a notice for each story."),
    "many pages": ({"urls": " ".join(f"/x/{n}" for n in range(51))}, "At most 50 URLs."),
    "many links": ({"work": "https://a.example " * 11}, "This may contain 10 links at most."),
    "a filled honeypot": ({"website": "x"}, "A field that people cannot see"),
}


@pytest.fixture
def two_stories(make_chapter: MakeChapter, make_story: MakeStory) -> None:
    make_chapter(title="Draft", release_in=None)
    make_chapter(story=make_story("Oak"))


@try_each("case", list(REFUSED))
def test_refused_notice_comes_back_with_everything_that_was_typed(
    case: str, two_stories: None
) -> None:
    typed, message = REFUSED[case]
    response = send_notice(**{"urls": "/stories/the-lamp/", **typed})
    assert response.status_code == 422
    content = response.content.decode()
    assert message in content
    fields = typed_fields(response)
    for name, value in {**TYPED, **typed}.items():
        if name in {"good_faith", "accuracy"}:
            assert fields[name] == ("True" if value else "")
        elif name != "website":
            assert fields[name] == value, name
    assert not CopyrightNotice.objects.exists() and not mail.outbox


def test_notice_is_sent_once_and_few_come_from_one_network(chapter: Chapter) -> None:
    fields = {**open_public_form(f"{URL}?url=/read/the-lamp/"), **TYPED}
    assert fields["urls"] == "/read/the-lamp/"
    first = Client().post(URL, fields).headers["Location"]
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        second = Client().post(URL, fields).headers["Location"]
    assert first == second and CopyrightNotice.objects.count() == 1
    assert NoticeTarget.objects.count() == 1 and len(mail.outbox) == 1
    # No contact is set: nobody to announce it to.
    assert [send_notice("/stories/the-lamp/").status_code for _ in range(3)] == [302, 302, 429]
    # Pages are not looked for then.
    response = send_notice("/read/not-there/")
    assert response.status_code == 429 and "No story or chapter" not in response.content.decode()
    assert typed_fields(response)["urls"] == "/read/not-there/"
    assert Client().post(URL, fields).headers["Location"] == first


def test_number_of_queries_does_not_grow_with_the_urls(make_chapter: MakeChapter) -> None:
    urls = [make_chapter(title=f"Part {n}").get_absolute_url() for n in range(4)]
    counts, fields = [], {**open_public_form(URL), **TYPED}
    for count in (1, 4):
        form = NoticeForm(
            {**fields, "urls": " ".join(urls[:count])}, visitor=AnonymousUser(), ip=""
        )
        with CaptureQueriesContext(connection) as queries:
            assert form.is_valid() and len(form.pages) == count
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6


def test_members_report_what_they_can_read(chapter: Chapter, reader_client: Client) -> None:
    Story.objects.update(visibility="members")
    url = chapter.get_absolute_url()
    assert send_notice(url).status_code == 422
    assert send_notice(url, client=reader_client).status_code == 302


@pytest.mark.parametrize(
    ("start", "days", "end"),
    # 27 November 2026 is a Friday.
    [
        ((2026, 11, 27), 1, (2026, 11, 30)),
        ((2026, 11, 28), 1, (2026, 11, 30)),
        ((2026, 11, 26), 10, (2026, 12, 10)),
    ],
)
def test_business_days(start: tuple[int, int, int], days: int, end: tuple[int, int, int]) -> None:
    at = datetime(*start, 9, 30, tzinfo=UTC)
    assert add_business_days(at, days) == datetime(*end, 9, 30, tzinfo=UTC)


def test_records_are_erased_after_three_years(
    notice: CopyrightNotice, decide_on: Decide, author: User
) -> None:
    now = timezone.now()
    with time_machine.travel(now + timedelta(days=31)):
        assert purge_notices() == 0
        notice.refresh_from_db()
        assert notice.ip_hash == ""
    decide_on(notice, DecisionKind.REJECT)
    for days, count in ((1_094, 0), (1_096, 1)):
        with time_machine.travel(now + timedelta(days=days)):
            assert purge_notices() == count


@try_each("state", NoticeState.values)
def test_no_state_keeps_who_sent_a_notice_for_ever(state: str, chapter: Chapter) -> None:
    now = timezone.now()
    has_deadline = state in {NoticeState.RECEIVED, NoticeState.COUNTERED}
    times = {"due_at": now} if has_deadline else {"due_at": None, "decided_at": now}
    notice = CopyrightNotice.objects.create(
        form_key=uuid4(), email="n@example.org", state=state, story=chapter.story, **times
    )
    is_down = state in DOWN_STATES
    NoticeTarget.objects.create(notice=notice, kind="chapter", chapter=chapter, is_down=is_down)
    for days, emails in ((1_094, ["n@example.org"]), (1_096, [""] if is_down else [])):
        with time_machine.travel(now + timedelta(days=days)):
            purge_notices()
        assert list(CopyrightNotice.objects.values_list("email", flat=True)) == emails


def test_archive_has_what_was_sent_with_a_confirmed_address(
    notice: CopyrightNotice, reader: User, author: User
) -> None:
    assert not list(notice_rows(reader))
    address = EmailAddress.objects.create(user=reader, email="Nora@example.org")
    message = {"subject": "other", "email": "nora@EXAMPLE.org"}
    ContactMessage.objects.create(form_key=uuid4(), text="Mine", **message)
    # The address of somebody else, typed by a member, does not make it theirs.
    ContactMessage.objects.create(form_key=uuid4(), user=author, text="Anna", **message)
    exports = (notice_rows, notice_url_rows, message_rows)
    assert [len(list(rows(reader))) for rows in exports] == [0, 0, 0]
    address.verified = True
    address.save()
    assert [len(list(rows(reader))) for rows in exports] == [1, 1, 1]
    assert [row["text"] for row in message_rows(reader)] == ["Mine"]


def test_who_sent_a_notice_is_erased_while_it_keeps_something_down(
    notice: CopyrightNotice, chapter: Chapter, author: User, decide_on: Decide
) -> None:
    taken_down = decide_on(notice, DecisionKind.TAKE_DOWN)
    CopyrightNotice.objects.update(work="The Lighthouse, by nora notifier (2019).")
    sender = {"name": "Anna", "phone": "+44", "email": "a@example.org", "explanation": "Mine."}
    CounterNotice.objects.create(form_key=uuid4(), notice=notice, user=author, **sender)
    with time_machine.travel(timezone.now() + timedelta(days=1_096)):
        assert purge_notices() == 0
    taken_down.refresh_from_db()
    assert (taken_down.name, taken_down.email, taken_down.state) == ("", "", "taken_down")
    assert taken_down.work == "The Lighthouse, by Anonymous (2019)."
    counter = CounterNotice.objects.get()
    assert not any(getattr(counter, name) for name in (*sender, "user"))
    decide_on(taken_down, DecisionKind.RESTORE)
    assert Client().get(chapter.get_absolute_url()).status_code == 200
