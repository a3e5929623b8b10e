"""The number beside the bell is kept for a minute, but never after the member has read."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.models import User
from serial.comments.editing import delete_comment
from serial.comments.models import Comment
from serial.comments.moderating import approve, hide
from serial.comments.muting import mute, unmute
from serial.library.following import follow_story, unfollow_story
from serial.library.models import Follow
from serial.notifications.channels import Channels
from serial.notifications.choices import EmailFrequency
from serial.notifications.marking import mark_all_read
from serial.notifications.models import Notification
from serial.notifications.settings_changes import set_channels
from serial.notifications.unread import kept_unread_count
from serial.settings import CACHES
from serial.stories.models import Story
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def kept_counts(settings: Settings) -> None:
    settings.CACHES = settings.CACHES | {"unread": CACHES["unread"]}
    caches["unread"].clear()


def count(user: User) -> int:
    """As a request does, which loads the user anew."""
    return kept_unread_count(User.objects.get(pk=user.pk))


@pytest.fixture
def reply(
    reader: User,
    other_author: User,
    make_comment: MakeComment,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> Comment:
    thread = make_comment("I liked this.")
    assert count(reader) == 0
    with django_capture_on_commit_callbacks(execute=True):
        return make_comment("Me too.", by=other_author, parent=thread)


def test_reply_is_counted_at_once(reply: Comment, reader: User, other_author: User) -> None:
    assert (count(reader), count(other_author)) == (1, 0)


def test_read_notification_is_not_counted(
    reply: Comment, reader: User, reader_client: Client
) -> None:
    bell = '<span class="bell__count" aria-hidden="true">1</span>'
    page = reply.chapter.get_absolute_url()
    assert bell in reader_client.get(page).content.decode()
    reader_client.get(f"/notifications/{Notification.objects.get().pk}/")
    assert bell not in reader_client.get(page).content.decode()


def test_all_are_marked_as_read(reply: Comment, reader: User) -> None:
    assert count(reader) == 1
    mark_all_read(reader)
    assert count(reader) == 0


def test_choices_of_the_member_count_at_once(
    reply: Comment, reader: User, other_author: User
) -> None:
    assert count(reader) == 1
    mute(reader, other_author, "otto")
    assert count(reader) == 0
    unmute(reader, other_author)
    assert count(reader) == 1
    set_channels(reader, {"reply": Channels(in_site=False, email=EmailFrequency.NEVER)})
    assert count(reader) == 0


def test_followed_stories_count_at_once(
    reader: User, story: Story, make_chapter: MakeChapter
) -> None:
    assert count(reader) == 0
    follow_story(reader, story)
    Follow.objects.update(created_at=timezone.now() - timedelta(hours=2))
    make_chapter(release_in=-timedelta(hours=1))
    assert count(reader) == 1
    unfollow_story(reader, story)
    assert count(reader) == 0


def test_hidden_or_deleted_comment_is_not_counted(
    reply: Comment,
    reader: User,
    author: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    assert count(reader) == 1
    with django_capture_on_commit_callbacks(execute=True):
        hide(reply, author)
    assert count(reader) == 0
    with django_capture_on_commit_callbacks(execute=True):
        approve(reply, author)
    assert count(reader) == 1
    with django_capture_on_commit_callbacks(execute=True):
        delete_comment(reply.pk, reply.user)
    assert count(reader) == 0


def test_hidden_story_is_counted_for_a_minute(
    reply: Comment, reader: User, story: Story, author: User
) -> None:
    assert count(reader) == 1
    Story.objects.filter(pk=story.pk).update(visibility="draft")
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        assert count(reader) == 0


def test_kept_number_needs_no_query(
    reply: Comment, reader: User, django_assert_num_queries: object
) -> None:
    member = User.objects.get(pk=reader.pk)
    moment = timezone.now().replace(second=30)
    with time_machine.travel(moment, tick=False):
        kept_unread_count(member)
        with django_assert_num_queries(0):  # type: ignore[operator]
            assert kept_unread_count(member) == 1
