"""Replies, mentions, likes, decisions and invitations come in the digest that has the chapters."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.editing import delete_comment
from serial.comments.models import Comment
from serial.comments.muting import block, mute
from serial.comments.reactions import set_like
from serial.mail.models import OutboxEmail, UnsubscribeToken
from serial.moderation.choices import DecisionKind
from serial.moderation.models import Decision
from serial.moderation.statements.wording import title_of
from serial.notifications.channels import Channels, channels_of
from serial.notifications.choices import EmailFrequency
from serial.notifications.email.events import queue_event_emails
from serial.notifications.kinds import KINDS
from serial.notifications.marking import mark_all_read
from serial.notifications.models import Notification
from serial.notifications.settings_changes import set_channels, set_digest_time
from serial.notifications.writing.job import NOTIFICATIONS_JOB
from serial.stories.choices import Role
from serial.stories.crediting import add_credit
from serial.stories.models import Story
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter, make_user
from tests.moderation.reviewing import decide_comment, make_rule
from tests.notifications.email.telling import announce_releases, digests, send

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
MakeReply = Callable[..., Comment]
DAILY, WEEKLY = EmailFrequency.DAILY, EmailFrequency.WEEKLY


def choose_all(user: User, email: EmailFrequency) -> None:
    set_channels(user, {kind.name: Channels(in_site=True, email=email) for kind in KINDS})


def queue(at: datetime | None = None) -> None:
    """Does what the worker does after something has happened."""
    with time_machine.travel(at or timezone.now(), tick=True):
        NOTIFICATIONS_JOB.run({})
        queue_event_emails({})
        announce_releases()


def send_digests() -> list[EmailMultiAlternatives]:
    """Sends those that wait, each at its time."""
    due = sorted({row.due_at for row in digests() if row.state == "waiting"})
    return [email for at in due for email in send(at)]


@pytest.fixture
def make_reply(reader: User, other_author: User, make_comment: MakeComment) -> MakeReply:
    own = make_comment("Whose towel is it?", by=reader)
    return lambda body, by=other_author: make_comment(body, by=by, parent=own)


@pytest.fixture
def reply(make_reply: MakeReply) -> Comment:
    return make_reply("It is Peg's & mine.")


@pytest.fixture
def decision(reader: User, moderator: User, make_comment: MakeComment) -> Decision:
    comment = make_comment("I liked this.", by=reader)
    return decide_comment(comment, DecisionKind.REJECT, moderator, rule=make_rule())


def test_one_digest_has_everything_by_kind(
    follower: User,
    author: User,
    other_author: User,
    story: Story,
    reply: Comment,
    decision: Decision,
    make_comment: MakeComment,
    make_chapter: MakeChapter,
) -> None:
    choose_all(follower, DAILY)
    make_comment("I ask @rosa.", by=other_author)
    set_like(make_comment("A fine map.", by=follower), author, given=True)
    pen_name = follower.pen_names.create(name="Rosa Writes")
    add_credit(story, pen_name, Role.CO_AUTHOR, by=author)
    make_chapter(title="The Well", release_in=-MINUTE)
    queue()
    (email,) = send_digests()
    assert email.subject == "2 new chapters, 1 reply and 4 other notifications"
    html = str(email.alternatives[0][0])
    for text in (email.body, html):
        for words in (
            *("The Well", "otto replied to you", "otto mentioned you", "I ask @rosa."),
            *("An author liked your comment", title_of(decision), "Rosa Writes is invited"),
            f"http://testserver{reply.get_absolute_url()}",
        ):
            assert words in text
    assert "It is Peg’s & mine." in email.body or "It is Peg's & mine." in email.body
    assert "& mine" not in html
    assert send_digests() == []


def test_lists_of_emails_show_whole_words(follower: User, make_chapter: MakeChapter) -> None:
    """And a part of a text without spaces."""
    for body, shown in (("Walking far. " * 60, "Walking far…"), ("歩" * 600, "歩…")):
        make_chapter(body, release_in=-MINUTE)
        announce_releases()
        (email,) = send()
        start = str(email.alternatives[0][0]).partition("mso-hide:all;")[2].partition("</div>")[0]
        assert start.endswith(shown) and len(start) > 180


def test_digest_of_one_kind_needs_no_headings(reader: User, reply: Comment) -> None:
    choose_all(reader, DAILY)
    queue()
    (email,) = send_digests()
    assert email.subject == "1 reply" and "Replies to you" not in str(email.alternatives[0][0])


def test_each_event_is_in_one_digest(reader: User, make_reply: MakeReply) -> None:
    choose_all(reader, DAILY)
    make_reply("First.")
    queue()
    (first,) = send_digests()
    make_reply("Second.")
    queue(digests()[0].due_at)
    (second,) = send_digests()
    assert "First." in first.body
    assert "Second." in second.body and "First." not in second.body


def test_what_is_found_just_before_a_digest_is_in_the_next(
    follower: User, make_reply: MakeReply, make_chapter: MakeChapter
) -> None:
    choose_all(follower, DAILY)
    make_reply("First.")
    queue()
    (row,) = digests()
    late = row.due_at - timedelta(minutes=1)
    with time_machine.travel(late):
        make_reply("Second.")
        make_chapter(title="Late", release_in=-timedelta(minutes=1))
    queue(late)
    (first,) = send(row.due_at)
    (second,) = send_digests()
    assert "First." in first.body and "Second." not in first.body and "Late" not in first.body
    assert "Second." in second.body and "Late" in second.body


def test_chapter_released_at_the_hour_of_the_digest_is_in_the_next(
    follower: User, make_chapter: MakeChapter
) -> None:
    choose_all(follower, DAILY)
    at = (timezone.now() + timedelta(days=2)).replace(hour=7, minute=0, second=0, microsecond=0)
    with time_machine.travel(at):
        make_chapter(title="On the Hour", release_in=timedelta())
    queue(at + timedelta(minutes=1))
    (email,) = send_digests()
    assert "On the Hour" in email.body


def test_weekly_digest_has_what_belongs_to_the_daily_one(
    reader: User, reply: Comment, decision: Decision
) -> None:
    choose_all(reader, DAILY)
    set_channels(reader, {"reply": Channels(in_site=True, email=WEEKLY)})
    friday = timezone.now()
    while friday.weekday() != 4:
        friday += timedelta(days=1)
    with time_machine.travel(friday.replace(hour=12), tick=True):
        NOTIFICATIONS_JOB.run({})
        Notification.objects.update(created_at=timezone.now())
        queue_event_emails({})
    assert {row.arguments["frequency"] for row in digests()} == {"daily", "weekly"}
    (email,) = send_digests()
    assert email.subject == "1 reply and 1 decision" and "each week" in email.body


def test_other_hour_moves_the_digest(reader: User, reply: Comment) -> None:
    choose_all(reader, DAILY)
    queue()
    set_digest_time(reader, hour=21, weekday=0)
    (row,) = digests()
    assert row.due_at.hour == 21
    (email,) = send(row.due_at)
    assert email.subject == "1 reply"


Change = Callable[[Comment, User, User], object]


def _state(state: str) -> Change:
    return lambda reply, *_: Comment.objects.filter(pk=reply.pk).update(state=state)


CHANGES: dict[str, Change] = {
    "chapter taken back": lambda reply, *_: Chapter.objects.filter(pk=reply.chapter_id).update(
        release_at=None
    ),
    "comment hidden": _state("hidden"),
    "comment held": _state("held"),
    "comment deleted": lambda reply, *_: delete_comment(reply.pk, by=reply.user),
    "story made a draft": lambda reply, *_: Story.objects.filter(pk=reply.story_id).update(
        visibility="draft"
    ),
    "story deleted": lambda reply, *_: reply.story.soft_delete(),
    "commenter muted": lambda reply, reader, other: mute(reader, other, "otto"),
    "commenter blocked": lambda reply, reader, other: block(reader, other, "otto"),
    "read in the site": lambda reply, reader, other: mark_all_read(reader),
    "no emails any more": lambda reply, reader, other: choose_all(reader, EmailFrequency.NEVER),
    "emails at once instead": lambda reply, reader, other: choose_all(reader, EmailFrequency.NOW),
}


@pytest.mark.parametrize("name", CHANGES)
def test_nothing_is_told_that_may_not_be_told_any_more(
    name: str, reader: User, other_author: User, reply: Comment
) -> None:
    choose_all(reader, DAILY)
    queue()
    assert len(digests()) == 1
    CHANGES[name](reply, reader, other_author)
    assert send_digests() == []


def test_what_was_told_at_once_is_not_told_again(reader: User, make_reply: MakeReply) -> None:
    choose_all(reader, EmailFrequency.NOW)
    make_reply("First.")
    queue()
    assert len(send()) == 1
    choose_all(reader, DAILY)
    make_reply("Second.")
    queue()
    (email,) = send_digests()
    assert "Second." in email.body and "First." not in email.body


def test_one_click_stops_daily_and_weekly_digests(reader: User, reply: Comment) -> None:
    choose_all(reader, DAILY)
    set_channels(reader, {"mention": Channels(in_site=True, email=WEEKLY)})
    queue()
    send_digests()
    Client().post(f"/unsubscribe/{UnsubscribeToken.objects.get().token}/")
    assert {one.email for one in channels_of(reader).values()} == {EmailFrequency.NEVER}


def test_query_count_does_not_grow_with_the_events(reader: User, make_reply: MakeReply) -> None:
    choose_all(reader, DAILY)

    def query_count(replies: int) -> int:
        for number in range(replies):
            make_reply("So it is.", by=make_user(f"reader{replies}{number}"))
        queue()
        with CaptureQueriesContext(connection) as captured:
            (email,) = send_digests()
        assert email.subject == ("1 reply" if replies == 1 else f"{replies} replies")
        OutboxEmail.objects.all().delete()
        mark_all_read(reader)
        return len(captured)

    query_count(1)
    assert query_count(2) == query_count(6)
