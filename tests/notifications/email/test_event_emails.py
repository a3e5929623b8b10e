"""Members hear of replies, mentions, likes, decisions and invitations by email, as they chose."""

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import Comment
from serial.comments.muting import block
from serial.comments.reactions import set_like
from serial.mail.models import OutboxEmail, UnsubscribeToken
from serial.moderation.choices import DecisionKind
from serial.moderation.deciding import undo
from serial.moderation.models import Decision
from serial.moderation.statements.wording import title_of
from serial.notifications.choices import EmailFrequency
from serial.notifications.email.events import queue_event_emails
from serial.notifications.kinds import AUTHOR_LIKE, REPLY
from serial.notifications.marking import mark_all_read
from serial.notifications.models import Notification, NotificationSetting
from serial.notifications.writing.job import NOTIFICATIONS_JOB
from serial.stories.choices import Role
from serial.stories.crediting import add_credit
from serial.stories.models import Story
from tests.comments.conftest import MakeComment
from tests.conftest import pen_name_of
from tests.moderation.reviewing import decide_comment, make_rule
from tests.notifications.email.telling import send

pytestmark = pytest.mark.django_db


def tell() -> list[EmailMessage]:
    queue_event_emails({})
    return list(send())


def queue_again() -> None:
    """As if no email had told anything yet."""
    OutboxEmail.objects.all().delete()
    Notification.objects.update(queued_at=None)


@pytest.fixture
def reply(reader: User, other_author: User, make_comment: MakeComment) -> Comment:
    own = make_comment("Whose towel is it?", by=reader)
    return make_comment("It is <b>Peg's</b> & mine.", by=other_author, parent=own)


def test_reply_is_told_once(reply: Comment) -> None:
    mail.outbox.clear()
    (email,) = tell()
    assert email.to == ["rosa@example.org"]
    assert email.subject.endswith("replied to you: The Lamp")
    assert "mine." in email.body and f"http://testserver{reply.get_absolute_url()}" in email.body
    assert tell() == []


def test_nothing_is_told_of_what_the_member_may_not_read(
    reply: Comment, reader: User, other_author: User, chapter: Chapter
) -> None:
    queue_event_emails({})
    Chapter.objects.filter(pk=reply.chapter_id).update(release_at=None)
    assert send() == [] and OutboxEmail.objects.get().state == "not-needed"


def test_nothing_is_told_of_people_who_are_blocked(
    reply: Comment, reader: User, other_author: User
) -> None:
    block(reader, other_author, "otto")
    assert tell() == []


def test_nothing_is_told_of_a_hidden_comment(reply: Comment) -> None:
    Comment.objects.filter(pk=reply.pk).update(state="hidden")
    assert tell() == []


def test_nothing_is_told_of_what_the_member_has_read(reply: Comment, reader: User) -> None:
    mark_all_read(reader)
    assert tell() == []


def test_members_choose_and_unsubscribe(reply: Comment, reader: User) -> None:
    tell()
    page = Client().post(f"/unsubscribe/{UnsubscribeToken.objects.get().token}/").content.decode()
    assert "You get no more emails of this kind: Replies to you." in page
    setting = NotificationSetting.objects.get(user=reader, kind=REPLY)
    assert (setting.email, setting.in_site) == (EmailFrequency.NEVER, True)
    queue_again()
    assert tell() == []


@pytest.fixture
def decision(reader: User, moderator: User, make_comment: MakeComment) -> Decision:
    comment = make_comment("I liked this.", by=reader)
    return decide_comment(comment, DecisionKind.REJECT, moderator, rule=make_rule())


def test_decision_is_told_with_its_page_and_nothing_of_the_comment(decision: Decision) -> None:
    NOTIFICATIONS_JOB.run({})
    (email,) = tell()
    assert email.to == ["rosa@example.org"] and email.subject == title_of(decision)
    assert f"http://testserver/accounts/decisions/{decision.pk}/" in email.body
    assert "I liked this." not in email.body and "Read the decision" in email.body
    assert tell() == []


def test_nothing_is_told_of_a_decision_that_was_undone(decision: Decision, moderator: User) -> None:
    NOTIFICATIONS_JOB.run({})
    queue_event_emails({})
    undo(decision.pk, moderator)
    assert send() == []


def test_invitation_is_told_until_it_is_answered(
    story: Story, author: User, other_author: User
) -> None:
    credit = add_credit(story, pen_name_of(other_author), Role.CO_AUTHOR, by=author)
    NOTIFICATIONS_JOB.run({})
    queue_event_emails({})
    (email,) = send()
    assert email.subject == "otto is invited to be an author of The Lamp"
    queue_again()
    queue_event_emails({})
    credit.accept()
    assert send() == []


def test_like_of_an_author_is_told_to_those_who_want_it(
    reader: User, author: User, make_comment: MakeComment
) -> None:
    set_like(make_comment("I liked this.", by=reader), author, given=True)
    NOTIFICATIONS_JOB.run({})
    assert tell() == []
    NotificationSetting.objects.create(
        user=reader, kind=AUTHOR_LIKE, email=EmailFrequency.NOW, in_site=True
    )
    # Of what has happened before, nothing is told any more.
    assert tell() == []
    set_like(make_comment("And this.", by=reader), author, given=True)
    NOTIFICATIONS_JOB.run({})
    (email,) = tell()
    assert email.subject == "An author liked your comment: The Lamp"
