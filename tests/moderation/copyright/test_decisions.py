"""Moderators decide on copyright notices; every decision is recorded and can be undone."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Preferences, User
from serial.chapters.models import Chapter
from serial.moderation.copyright.choices import POSSIBLE_DECISIONS, DecisionKind, NoticeState
from serial.moderation.copyright.deciding import DecisionRefused, decide
from serial.moderation.copyright.forms.decision_form import DecisionForm
from serial.moderation.models import CopyrightNotice
from tests.conftest import MakeChapter, client_of
from tests.made_up_language import MADE_UP, speak_made_up_language
from tests.moderation.copyright.conftest import COUNTER, SENDER, Decide, send_counter, send_notice

LIST = "/admin/moderation/copyrightnotice/"


def status(chapter: Chapter) -> int:
    return Client().get(chapter.get_absolute_url()).status_code


def send_decision(client: Client, notice: CopyrightNotice, decision: str, reason: str) -> str:
    fields = {"decision": decision, "reason": reason}
    page = client.post(f"{LIST}{notice.pk}/change/", fields, follow=True)
    return page.content.decode()


def test_moderator_takes_down_and_puts_back(
    notice: CopyrightNotice, chapter: Chapter, moderator: User, moderator_client: Client
) -> None:
    page = moderator_client.get(f"{LIST}{notice.pk}/change/").content.decode()
    assert all(word in page for word in SENDER) and "Keep down" not in page
    mail.outbox.clear()
    assert "Choose a decision." in send_decision(moderator_client, notice, "", "Why")
    assert "Write the reason." in send_decision(moderator_client, notice, "take_down", "")
    # Not possible in this state.
    send_decision(moderator_client, notice, "keep_down", "Why")
    assert status(chapter) == 200 and not mail.outbox
    send_decision(moderator_client, notice, "take_down", "Page 12 is the same.")
    assert status(chapter) == 404
    notice.refresh_from_db()
    assert (notice.state, notice.due_at, notice.handled_by) == ("taken_down", None, moderator)
    to_sender, to_author = mail.outbox
    assert to_sender.to == ["nora@example.org"] and "Page 12 is the same." in to_sender.body
    assert to_author.to == ["anna@example.org"]
    assert f"/report/copyright/{notice.reference}/counter/" in to_author.body
    assert "Page 12 is the same." in to_author.body
    assert not any(word in to_author.body for word in SENDER)
    send_decision(moderator_client, notice, "restore", "We were wrong.")
    assert status(chapter) == 200
    kinds = notice.decisions.values_list("kind", "reason", "by")
    assert list(kinds) == [
        ("take_down", "Page 12 is the same.", moderator.pk),
        ("restore", "We were wrong.", moderator.pk),
    ]
    assert [email.to for email in mail.outbox[2:]] == [["nora@example.org"], ["anna@example.org"]]


def test_emails_are_in_the_language_of_who_gets_them(
    notice: CopyrightNotice,
    author: User,
    author_client: Client,
    moderator: User,
    moderator_client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    speak_made_up_language(monkeypatch)
    Preferences.objects.create(user=author, language=MADE_UP)
    in_brackets = {"anna@example.org": True, COUNTER["email"]: True, "nora@example.org": False}
    mail.outbox.clear()
    send_decision(moderator_client, notice, "take_down", "Page 12 is the same.")
    send_counter(author_client, notice)
    Preferences.objects.create(user=moderator, language=MADE_UP)
    send_decision(moderator_client, notice, "restore", "We were wrong.")
    assert len(mail.outbox) == 6
    for email in mail.outbox:
        (to,) = email.to
        # The statements of a counter-notice are passed on as they were signed.
        for text in (email.subject, email.body.splitlines()[0]):
            assert ("⟦" in text) == in_brackets[to], text


def test_authors_do_not_hear_of_a_rejected_notice(
    notice: CopyrightNotice, chapter: Chapter, moderator_client: Client, author_client: Client
) -> None:
    mail.outbox.clear()
    send_decision(moderator_client, notice, "reject", "It is a quotation.")
    assert [email.to for email in mail.outbox] == [["nora@example.org"]]
    assert status(chapter) == 200
    assert notice.reference not in author_client.get("/desk/").content.decode()


def test_only_moderators_see_and_decide(
    notice: CopyrightNotice, author: User, reader: User, administrator: User, moderator: User
) -> None:
    link = f'href="{LIST}"'
    assert link in client_of(moderator).get("/accounts/").content.decode()
    for person in (author, reader, administrator):
        assert link not in client_of(person).get("/accounts/").content.decode()
        client = client_of(person)
        for url in (LIST, f"{LIST}{notice.pk}/change/"):
            assert client.get(url).status_code in {302, 403}
        with pytest.raises(PermissionDenied):
            decide(notice.pk, DecisionKind.TAKE_DOWN, "Mine.", person)
    notice.refresh_from_db()
    assert notice.state == "received"


def test_whole_story_is_taken_down_with_its_visibility(
    make_chapter: MakeChapter, decide_on: Decide
) -> None:
    chapter = make_chapter()
    story = chapter.story
    story.visibility = "unlisted"
    story.save()
    send_notice("/read/the-lamp/")
    notice = decide_on(CopyrightNotice.objects.get(), DecisionKind.TAKE_DOWN)
    assert Client().get("/stories/the-lamp/").status_code == 404 and status(chapter) == 404
    decide_on(notice, DecisionKind.RESTORE)
    story.refresh_from_db()
    assert story.visibility == "unlisted" and status(chapter) == 200


def test_chapter_of_two_notices_is_put_back_with_the_last(
    notice: CopyrightNotice, chapter: Chapter, decide_on: Decide
) -> None:
    release_at = chapter.release_at
    send_notice(chapter.get_absolute_url(), work="Another work.")
    other = CopyrightNotice.objects.exclude(pk=notice.pk).get()
    for each in (notice, other):
        decide_on(each, DecisionKind.TAKE_DOWN)
    decide_on(notice, DecisionKind.RESTORE)
    assert status(chapter) == 404
    decide_on(other, DecisionKind.RESTORE)
    chapter.refresh_from_db()
    assert status(chapter) == 200 and chapter.release_at == release_at


def test_decision_that_is_not_possible_any_more_is_refused(
    notice: CopyrightNotice, decide_on: Decide, moderator_client: Client
) -> None:
    decide_on(notice, DecisionKind.REJECT)
    with pytest.raises(DecisionRefused, match="Rejected"):
        decide_on(notice, DecisionKind.REJECT)
    assert set(POSSIBLE_DECISIONS) == set(NoticeState)
    # The page was opened, and its form read, before another moderator decided.
    form = DecisionForm({"decision": "reject", "reason": "Late."}, instance=notice)
    with transaction.atomic():
        assert not form.is_valid()
    assert "is “Rejected” by now" in str(form.errors)
    page = send_decision(moderator_client, notice, "reject", "Late.")
    assert "Not possible in the state that the notice has by now." in page
    assert "was changed successfully" not in page and not LogEntry.objects.exists()
    assert notice.decisions.count() == 1


def test_email_says_what_another_notice_keeps_down(
    notice: CopyrightNotice, chapter: Chapter, decide_on: Decide, moderator_client: Client
) -> None:
    send_notice(chapter.get_absolute_url(), work="Another work.")
    other = CopyrightNotice.objects.exclude(pk=notice.pk).get()
    for each in (notice, other):
        decide_on(each, DecisionKind.TAKE_DOWN)
    for each, is_online in ((notice, False), (other, True)):
        mail.outbox.clear()
        send_decision(moderator_client, each, "restore", "We were wrong.")
        assert len(mail.outbox) == 2
        for email in mail.outbox:
            assert ("online again" in email.body) == is_online
            assert ("another notice keeps them down" in email.body) != is_online
            assert chapter.get_absolute_url() in email.body


def test_chapter_that_is_erased_meanwhile_is_left_out(
    notice: CopyrightNotice, chapter: Chapter, decide_on: Decide
) -> None:
    taken = decide_on(notice, DecisionKind.TAKE_DOWN)
    chapter.delete()
    assert decide_on(taken, DecisionKind.RESTORE).state == "restored"


def test_overdue_notices_come_first_and_queries_do_not_grow(
    notice: CopyrightNotice,
    decide_on: Decide,
    moderator: User,
    moderator_client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    now = timezone.now()
    decide_on(notice, DecisionKind.REJECT)
    expected: list[str] = []
    for days in (3, 1, 20), (2, 4, 19):
        for day in days:
            fields = {"reference": f"R{day:02}", "form_key": f"{day:032x}", "story": notice.story}
            CopyrightNotice.objects.create(due_at=now + timedelta(days=day), **fields)
        expected = sorted([*expected, *(f"R{day:02}" for day in days)])
        with django_assert_max_num_queries(13):
            page = moderator_client.get(LIST)
        references = [row.reference for row in page.context["cl"].result_list]
        assert references == [*expected, notice.reference]
    with time_machine.travel(now + timedelta(days=10)):
        page = client_of(moderator).get(LIST)
    assert page.content.decode().count("Overdue: ") == 4
