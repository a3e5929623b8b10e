"""Guests with a confirmed address hear of replies that everybody can read, and end it at once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from serial.chapters.deleting import delete_chapter
from serial.chapters.releases.releasing import set_release
from serial.comments.choices import Premoderation
from serial.comments.editing import delete_comment
from serial.comments.erasing import erase_comments
from serial.comments.models import (
    Comment,
    GuestEmail,
    ReplySubscription,
    StoryBan,
    StoryCommentSettings,
)
from serial.comments.moderating import approve, hide, hold, reject
from serial.mail.models import OutboxEmail, SuppressedEmail, UnsubscribeToken
from serial.moderation.choices import DecisionKind, SanctionKind
from serial.moderation.sanctions.orders import SanctionOrder
from serial.notifications.guests import replies as guest_replies
from serial.stories.models import Story
from tests.comments.conftest import MakeComment
from tests.conftest import make_user
from tests.moderation.reviewing import decide_comment, make_rule
from tests.notifications.guests.conftest import EMAIL, Post, Reply
from tests.notifications.guests.sending import link_in, sent

pytestmark = pytest.mark.django_db


def test_reply_is_told_once(confirmed: Comment, reply: Reply) -> None:
    sent()
    answer = reply(confirmed, "It is <b>Peg's</b> & mine.")
    (email,) = sent()
    assert email.to == [EMAIL] and email.subject == "rosa replied to you: The Lamp"
    assert "& mine." in email.body and f"http://testserver{answer.get_absolute_url()}" in email.body
    assert "Email settings" not in email.body and "<img" not in str(email.alternatives[0][0])
    message = email.message()
    assert f"http://testserver{link_in(email, '/unsubscribe/')}" in message["List-Unsubscribe"]
    assert message["List-Id"] and message["Auto-Submitted"] == "auto-generated"
    assert sent() == []


def test_held_reply_is_told_once_it_is_approved(
    confirmed: Comment, reply: Reply, author: User
) -> None:
    StoryCommentSettings.objects.update(premoderation=Premoderation.EVERYONE)
    answer = reply(confirmed)
    sent()
    assert not OutboxEmail.objects.filter(kind="guest-reply").exists()
    approve(answer, author)
    assert len(sent()) == 1
    hide(answer, author)
    approve(answer, author)
    assert sent() == []


def test_guest_hears_nothing_of_their_own_reply(
    confirmed: Comment, post: Post, make_comment: MakeComment
) -> None:
    post("I found it.", reply_to=str(confirmed.number))
    sent()
    make_comment("Not a reply.")
    assert sent() == []


def _ban_from_site(answer: Comment, moderator: User) -> object:
    order = SanctionOrder(SanctionKind.BANNED, 7)
    return decide_comment(
        answer, DecisionKind.SANCTION, moderator, sanction=order, rule=make_rule()
    )


def _parent_state(state: str) -> Callable[[Comment, User, User], object]:
    return lambda answer, *_: Comment.objects.filter(pk=answer.parent_id).update(state=state)


def _story(**values: object) -> Callable[[Comment, User, User], object]:
    return lambda answer, *_: Story.objects.filter(pk=answer.story_id).update(**values)


# What happens between the reply and the sending of the email.
CHANGES: dict[str, Callable[[Comment, User, User], object]] = {
    "reply hidden": lambda answer, author, _: hide(answer, author),
    "reply held": lambda answer, author, _: hold(answer, author),
    "reply rejected": lambda answer, author, _: reject(answer, author),
    "reply deleted": lambda answer, *_: delete_comment(answer.pk, by=answer.user),
    "reply erased": lambda answer, *_: erase_comments([answer.pk]),
    "own comment hidden": _parent_state("hidden"),
    "own comment held": _parent_state("held"),
    "own comment deleted": _parent_state("deleted"),
    "chapter taken back": lambda answer, *_: set_release(answer.chapter, None),
    "chapter moved into the future": lambda answer, *_: set_release(
        answer.chapter, timezone.now() + timedelta(days=30)
    ),
    "chapter deleted": lambda answer, *_: delete_chapter(answer.chapter),
    "story deleted": lambda answer, *_: answer.story.soft_delete(),
    "story made a draft": _story(visibility="draft"),
    "story for members only": _story(visibility="members"),
    "story taken down": _story(is_taken_down=True, visibility="draft"),
    "replier banned from the story": lambda answer, *_: StoryBan.objects.create(
        story=answer.story, user=answer.user
    ),
    "replier banned from the site": lambda answer, _, moderator: _ban_from_site(answer, moderator),
    "replier not active": lambda answer, *_: User.objects.filter(pk=answer.user_id).update(
        is_active=False
    ),
    "thread stopped": lambda answer, *_: ReplySubscription.objects.all().delete(),
    "address not confirmed": lambda answer, *_: GuestEmail.objects.update(confirmed_at=None),
}


@pytest.mark.parametrize("name", CHANGES)
def test_nothing_is_told_that_not_everybody_can_read(
    name: str, confirmed: Comment, reply: Reply, author: User, moderator: User
) -> None:
    answer = reply(confirmed)
    assert OutboxEmail.objects.filter(kind="guest-reply").count() == 1
    CHANGES[name](answer, author, moderator)
    assert sent() == []


def test_one_click_ends_this_thread_only(confirmed: Comment, post: Post, reply: Reply) -> None:
    other = post("And whose map?")
    sent()
    reply(confirmed)
    url = link_in(sent()[0], "/unsubscribe/")
    program = Client(enforce_csrf_checks=True)
    page = program.get(url).content.decode()
    assert "Stop emails about this thread" in page and "Never send emails" in page
    assert ReplySubscription.objects.count() == 2
    response = program.post(url, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200 and not response.cookies
    assert "no more emails about replies in this thread" in response.content.decode()
    reply(confirmed, "Another.")
    assert sent() == []
    reply(other, "A third.")
    assert len(sent()) == 1


def test_never_again_keeps_only_a_hash(confirmed: Comment, post: Post, reply: Reply) -> None:
    sent()
    reply(confirmed)
    url = link_in(sent()[0], "/unsubscribe/")
    page = Client().post(url, {"choice": "never"}).content.decode()
    assert "Nothing is sent to this address again." in page and EMAIL not in page
    for model in (GuestEmail, ReplySubscription, UnsubscribeToken):
        assert not model._default_manager.exists()
    assert not OutboxEmail.objects.filter(address=EMAIL).exists()
    assert "gus" not in SuppressedEmail.objects.get().hash
    post("Again.")
    reply(Comment.objects.latest("pk"), "Another.")
    assert sent() == []


def test_address_gets_few_emails_in_a_day(
    confirmed: Comment, reply: Reply, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent()
    monkeypatch.setattr(guest_replies, "EMAILS_PER_DAY", 2)
    for number in range(3):
        reply(confirmed, f"Number {number}.", by=make_user(f"reader{number}"))
    assert len(sent()) == 2


def test_query_count_of_a_reply_does_not_grow_with_the_subscriptions(
    confirmed: Comment, post: Post, reply: Reply
) -> None:
    def query_count(name: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            reply(confirmed, by=make_user(name))
        return len(captured)

    query_count("first")
    before = query_count("second")
    for number in range(4):
        post(f"Number {number}.", f"guest{number}@example.org")
    assert query_count("third") == before
