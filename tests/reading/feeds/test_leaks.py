"""What no feed may contain, whoever fetches it: the cases that AO3's source lists for its mails."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import PenName, User
from accounts.takedown_reasons import TakedownReason
from serial.chapters import taking_down
from serial.chapters.models import Chapter
from serial.comments.muting import block, mute
from serial.library.private_feeds import FeedTarget, create_private_feed
from serial.stories.choices import FeedText, TagKind
from serial.stories.crediting import anonymize_credits
from serial.stories.models import Credit, Story, Tag
from serial.stories.tagging import set_tags
from tests.comments.conftest import MakeComment, make_comment
from tests.conftest import MakeChapter, pen_name_of
from tests.reading.feeds.reading import FEEDS

__all__ = ["make_comment"]
SECRET = "xyzzysecret"


@pytest.fixture
def secret(make_chapter: MakeChapter, story: Story) -> Chapter:
    """A chapter that is in all feeds at first, whole. Each case below hides it."""
    set_tags(story, {TagKind.GENRE: ["Horror"]})
    chapter = make_chapter(SECRET, title=SECRET)
    Story.objects.update(feed_text=FeedText.FULL)
    return chapter


@pytest.fixture
def private_urls(reader: User, secret: Chapter) -> list[str]:
    targets = [
        FeedTarget(),
        FeedTarget(story=secret.story),
        FeedTarget(pen_name=PenName.objects.get(slug="anna")),
        FeedTarget(tag=Tag.objects.get()),
    ]
    return [f"/feeds/{create_private_feed(reader, target)}/" for target in targets]


def contents(urls: list[str]) -> list[str]:
    responses = [Client().get(url) for url in urls]
    assert {response.status_code for response in responses} <= {200, 404, 410, 451}
    return [response.content.decode() for response in responses]


def make_draft(chapter: Chapter) -> None:
    Chapter.objects.filter(pk=chapter.pk).update(release_at=None)


def schedule(chapter: Chapter) -> None:
    later = timezone.now() + timedelta(hours=1)
    Chapter.objects.filter(pk=chapter.pk).update(release_at=later)


def take_down(chapter: Chapter) -> None:
    taking_down.take_down(chapter, TakedownReason.RULES, None)


def delete(chapter: Chapter) -> None:
    Chapter.objects.filter(pk=chapter.pk).update(deleted_at=timezone.now())


def delete_story(chapter: Chapter) -> None:
    chapter.story.soft_delete()


def make_story_draft(chapter: Chapter) -> None:
    Story.objects.update(visibility="draft")


@pytest.mark.parametrize(
    "hide", [make_draft, schedule, take_down, delete, delete_story, make_story_draft]
)
def test_no_feed_has_what_readers_cannot_read(
    hide: Callable[[Chapter], None], secret: Chapter, private_urls: list[str]
) -> None:
    assert all(SECRET in content for content in contents([*FEEDS, *private_urls]))
    hide(secret)
    assert not any(SECRET in content for content in contents([*FEEDS, *private_urls]))


def test_feeds_for_everyone_have_no_stories_for_members(
    secret: Chapter, private_urls: list[str]
) -> None:
    Story.objects.update(visibility="members")
    assert not any(SECRET in content for content in contents(FEEDS))
    assert all(SECRET in content for content in contents(private_urls))


def test_only_its_own_feeds_have_an_unlisted_story(
    secret: Chapter, private_urls: list[str]
) -> None:
    Story.objects.update(visibility="unlisted")
    has_it = [SECRET in content for content in contents([*FEEDS, *private_urls])]
    assert has_it == [url == FEEDS[1] or url == private_urls[1] for url in [*FEEDS, *private_urls]]


def test_no_feed_names_the_author_of_an_orphaned_story(
    secret: Chapter, author: User, private_urls: list[str]
) -> None:
    anonymize_credits(secret.story_id, author.pk)
    for url, content in zip(
        [*FEEDS, *private_urls], contents([*FEEDS, *private_urls]), strict=True
    ):
        if url in {FEEDS[2], private_urls[2]}:
            assert SECRET not in content
        else:
            assert SECRET in content and "anna" not in content and "Anonymous" in content


def test_no_feed_names_who_was_invited_as_an_author(
    secret: Chapter, other_author: User, private_urls: list[str]
) -> None:
    invited = pen_name_of(other_author)
    Credit.objects.create(story=secret.story, pen_name=invited)
    assert not any(f">{invited.name}<" in content for content in contents([*FEEDS, *private_urls]))


@pytest.mark.parametrize("keep_away", [mute, block])
def test_no_feed_has_words_of_people(
    keep_away: Callable[[User, User, str], None],
    secret: Chapter,
    reader: User,
    other_author: User,
    private_urls: list[str],
    make_comment: MakeComment,
) -> None:
    # Stories stay: if muting hid them too, a pen name would reveal its account.
    make_comment("Words of a comment.", chapter=secret, by=other_author)
    keep_away(reader, other_author, "them")
    for content in contents([*FEEDS, *private_urls]):
        assert "Words of a comment" not in content and other_author.username not in content
