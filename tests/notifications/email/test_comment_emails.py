"""Replies and mentions are told by email, as long as the member may read them."""

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import Comment
from serial.comments.muting import block
from serial.mail.models import OutboxEmail, UnsubscribeToken
from serial.notifications.choices import EmailFrequency
from serial.notifications.email.comments import queue_comment_emails
from serial.notifications.kinds import REPLY
from serial.notifications.marking import mark_all_read
from serial.notifications.models import NotificationSetting
from tests.comments.conftest import MakeComment
from tests.notifications.email.telling import send

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def tell() -> list[EmailMessage]:
    queue_comment_emails({})
    return list(send())


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
    queue_comment_emails({})
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
    OutboxEmail.objects.all().delete()
    assert tell() == []
