"""What an email must never tell: each kind of it, in both emails about chapters."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from serial.chapters.deleting import delete_chapter
from serial.chapters.models import Chapter
from serial.chapters.releases.releasing import set_release
from serial.comments.muting import block, mute
from serial.library.models import Follow
from serial.notifications.choices import EmailFrequency
from serial.stories.models import Story
from tests.conftest import MakeChapter
from tests.notifications.email.telling import announce_releases, choose, digests, send

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)

Change = Callable[[Chapter, User, User], object]


def _story(**values: object) -> Change:
    return lambda chapter, reader, author: Story.objects.filter(pk=chapter.story_id).update(
        **values
    )


# What happens between the release and the sending of the email.
CHANGES: dict[str, Change] = {
    "chapter taken back to a draft": lambda chapter, *_: set_release(chapter, None),
    "release moved into the future": lambda chapter, *_: set_release(
        chapter, timezone.now() + timedelta(days=30)
    ),
    "chapter deleted": lambda chapter, *_: delete_chapter(chapter),
    "story deleted": lambda chapter, *_: chapter.story.soft_delete(),
    "story made a draft": _story(visibility="draft"),
    "author muted": lambda chapter, reader, author: mute(reader, author, "anna"),
    "author blocked": lambda chapter, reader, author: block(reader, author, "anna"),
    "account not active": lambda chapter, reader, author: User.objects.filter(pk=reader.pk).update(
        is_active=False
    ),
    "not followed any more": lambda chapter, reader, author: Follow.objects.all().delete(),
}


@pytest.mark.parametrize("frequency", [EmailFrequency.NOW, EmailFrequency.DAILY])
@pytest.mark.parametrize("name", CHANGES)
def test_nothing_is_sent_of_what_the_member_may_not_see(
    name: str, frequency: EmailFrequency, follower: User, author: User, make_chapter: MakeChapter
) -> None:
    choose(follower, frequency)
    chapter = make_chapter("Secret words.", title="Secret", release_in=-MINUTE)
    announce_releases()
    CHANGES[name](chapter, follower, author)
    at = digests()[0].due_at if frequency == EmailFrequency.DAILY else None
    assert send(at) == []


@pytest.mark.parametrize("frequency", [EmailFrequency.NOW, EmailFrequency.DAILY])
def test_unlisted_story_is_told_to_its_own_followers_only(
    frequency: EmailFrequency,
    follower: User,
    other_author: User,
    story: Story,
    author: User,
    make_chapter: MakeChapter,
) -> None:
    Follow.objects.create(
        user=other_author,
        pen_name=author.pen_names.get(),
        created_at=timezone.now() - timedelta(days=1),
    )
    for user in (follower, other_author):
        choose(user, frequency)
    make_chapter(release_in=-MINUTE)
    announce_releases()
    Story.objects.filter(pk=story.pk).update(visibility="unlisted")
    at = digests()[0].due_at if frequency == EmailFrequency.DAILY else None
    assert [email.to for email in send(at)] == [["rosa@example.org"]]


def test_author_of_a_kept_story_who_left_is_not_named(
    follower: User, story: Story, make_chapter: MakeChapter
) -> None:
    make_chapter(release_in=-MINUTE)
    announce_releases()
    story.credits.all().delete()
    emails = send()
    assert "anna" not in "".join(str(email.body) for email in emails)
