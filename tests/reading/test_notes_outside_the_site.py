"""Emails, downloads and feeds have the chapters without the note and the announcements."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.library.following import follow_story
from serial.library.models import Follow
from serial.library.private_feeds import FeedTarget, create_private_feed
from serial.notifications.choices import EmailFrequency
from serial.stories.announcing import (
    AnnouncementText,
    create_announcement,
    publish_announcement,
)
from serial.stories.choices import TagKind
from serial.stories.models import Story
from serial.stories.story_notes import set_story_note
from serial.stories.tagging import set_tags
from tests.conftest import MakeChapter
from tests.editions.conftest import editions
from tests.editions.reading import all_text, download
from tests.notifications.email.telling import choose, tell
from tests.reading.feeds.reading import FEEDS, content_of, read_feed

__all__ = ["editions"]

pytestmark = pytest.mark.django_db
CHAPTER, NOTE, ANNOUNCEMENT = "Quillfeather", "Wintervote", "Marketstall"


@pytest.fixture(autouse=True)
def chapter(story: Story, author: User, reader: User, make_chapter: MakeChapter) -> Chapter:
    """Of a story that gives away as much as it can, with a note and an announcement."""
    follow_story(reader, story)
    Follow.objects.update(created_at=timezone.now() - timedelta(days=1))
    choose(reader, EmailFrequency.NOW)
    set_tags(story, {TagKind.GENRE: ["Horror"]})
    Story.objects.update(emails_whole_chapters=True, feed_text="full")
    chapter = make_chapter(f"{CHAPTER} came.", title="One", release_in=-timedelta(minutes=1))
    set_story_note(story, f"{NOTE} now.", timezone.now() + timedelta(days=1), author)
    text = AnnouncementText(ANNOUNCEMENT, f"{ANNOUNCEMENT} is open.")
    publish_announcement(create_announcement(story, text, author), author)
    return chapter


def assert_only_the_chapter(text: str) -> None:
    assert CHAPTER in text
    assert NOTE not in text and ANNOUNCEMENT not in text


def test_email() -> None:
    (email,) = tell()
    for text in (str(email.body), str(email.alternatives[0][0])):
        assert_only_the_chapter(text)


@pytest.mark.parametrize("suffix", ["epub", "html", "zip", "txt"])
def test_download(suffix: str, reader_client: Client) -> None:
    assert_only_the_chapter(all_text(download(reader_client, f"/downloads/the-lamp.{suffix}")))


@pytest.mark.parametrize("feed", [*FEEDS, "private"])
def test_chapter_in_a_feed(feed: str, reader: User) -> None:
    url = feed if feed != "private" else f"/feeds/{create_private_feed(reader, FeedTarget())}/"
    texts = [content_of(entry) for entry in read_feed(url).entries]
    (text,) = [text for text in texts if CHAPTER in text]
    assert_only_the_chapter(text)
    assert NOTE not in "".join(texts)
