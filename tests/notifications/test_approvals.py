"""Members hear that a comment of theirs, which was held, was approved."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.changes.many import NewState, change_states
from serial.comments.choices import Premoderation, State
from serial.comments.counters import lock_discussion
from serial.comments.models import Comment, StoryCommentSettings
from serial.comments.moderating import approve, hide, hold
from serial.comments.undoing import undo_action
from serial.moderation.choices import DecisionKind
from serial.notifications.channels import Channels
from serial.notifications.choices import EmailFrequency
from serial.notifications.email.events import queue_event_emails
from serial.notifications.models import Notification
from serial.notifications.settings_changes import set_channels
from serial.stories.models import Story
from tests.comments.conftest import MakeComment
from tests.moderation.reviewing import decide_comment
from tests.notifications.conftest import Told
from tests.notifications.email.telling import digests, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(chapter: Chapter, make_comment: MakeComment) -> Comment:
    StoryCommentSettings.objects.create(story=chapter.story, premoderation=Premoderation.EVERYONE)
    comment = make_comment("I liked this.")
    assert comment.state == "held"
    return comment


def titles(client: Client) -> int:
    return client.get("/notifications/").content.decode().count("Your comment was approved")


@pytest.mark.parametrize("who", ["author", "moderator"])
def test_approval_is_told_once_in_the_site_and_by_email(
    who: str,
    held: Comment,
    author: User,
    moderator: User,
    reader: User,
    reader_client: Client,
    told: Told,
) -> None:
    if who == "author":
        approve(held, author)
    else:
        decide_comment(held, DecisionKind.APPROVE, moderator)
    (key,) = told(reader)
    assert key.startswith("approved:")
    page = reader_client.get("/notifications/").content.decode()
    assert "Your comment was approved" in page and "The Lamp" in page
    opened = reader_client.get(f"/notifications/{Notification.objects.get().pk}/")
    assert opened.headers["Location"] == held.get_absolute_url()
    Notification.objects.update(read_at=None)
    queue_event_emails({})
    (email,) = send()
    assert email.to == ["rosa@example.org"]
    assert email.subject == "Your comment was approved: The Lamp"
    assert "I liked this." in email.body and "Open the comment" in email.body
    assert f"http://testserver{held.get_absolute_url()}" in email.body
    queue_event_emails({})
    assert send() == []


def test_approval_is_in_the_digest(held: Comment, author: User, reader: User) -> None:
    set_channels(reader, {"decision": Channels(in_site=True, email=EmailFrequency.DAILY)})
    approve(held, author)
    queue_event_emails({})
    (email,) = send(digests()[0].due_at)
    assert email.subject == "1 decision" and "Your comment was approved" in email.body


def test_comment_that_is_published_at_once_tells_nothing(
    reader: User, make_comment: MakeComment, told: Told
) -> None:
    make_comment("I liked this.")
    assert told(reader) == []


def test_hold_that_is_undone_tells_nothing_of_an_approval(
    reader: User, author: User, make_comment: MakeComment, told: Told
) -> None:
    action = hold(make_comment("I liked this."), author)
    assert action is not None
    undo_action(action, author)
    assert not any(key.startswith("approved") for key in told(reader))


CHANGES: dict[str, Callable[[Comment, User], object]] = {
    "comment hidden": hide,
    "story made a draft": lambda comment, _: Story.objects.update(visibility="draft"),
    "chapter taken back": lambda comment, _: Chapter.objects.update(release_at=None),
    "comment held again": hold,
}


@pytest.mark.parametrize("name", CHANGES)
def test_nothing_is_told_of_what_nobody_can_read_any_more(
    name: str, held: Comment, author: User, reader: User, reader_client: Client
) -> None:
    approve(held, author)
    queue_event_emails({})
    CHANGES[name](Comment.objects.get(pk=held.pk), author)
    assert send() == [] and titles(reader_client) == 0


def test_several_that_are_approved_together_are_told_once(
    held: Comment, author: User, reader: User, make_comment: MakeComment, told: Told
) -> None:
    comments = [held, make_comment("And this.")]
    discussions = {held.chapter_id: lock_discussion(held.chapter_id)}
    change_states(discussions, [NewState(one, State.PUBLISHED) for one in comments], author)
    (key,) = told(reader)
    assert key.startswith("approved-many:")
