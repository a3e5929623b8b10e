"""Announcements on the home page, and in the feeds of their story and its authors."""

from datetime import datetime, timedelta

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from serial.library.private_feeds import FeedTarget, create_private_feed
from serial.stories.announcing import (
    AnnouncementText,
    create_announcement,
    edit_announcement,
    publish_announcement,
    revert_announcement,
)
from serial.stories.choices import Rating
from serial.stories.models import Announcement, Story
from tests.conftest import MakeChapter
from tests.reading.conftest import get_page
from tests.shared_rows import shared_rows

FEEDS = ("/stories/the-lamp/feed/", "/by/anna/feed/")


def announce(story: Story, by: User, title: str = "A paperback") -> Announcement:
    text = AnnouncementText(title, "It will be *printed*. [More](/about/)")
    return publish_announcement(create_announcement(story, text, by), by)


def move(announcement: Announcement, published_at: datetime) -> None:
    Announcement.objects.filter(pk=announcement.pk).update(published_at=published_at)


@shared_rows
def news(lamp: Story, author: User) -> Announcement:
    return announce(lamp, author)


def test_home_lists_it_with_the_new_chapters(
    guest_client: Client, author: User, news: Announcement
) -> None:
    page = get_page(guest_client, "/")
    assert news.get_absolute_url() in page and "A paperback" in page
    edit_announcement(news, AnnouncementText("Postponed", "Sorry."), author, based_on=1)
    assert "Postponed" in get_page(guest_client, "/")
    revert_announcement(news, author)
    assert "Postponed" not in get_page(guest_client, "/")


def test_home_has_the_newest_of_a_story_unless_it_is_older_than_the_chapters(
    guest_client: Client, lamp: Story, author: User, news: Announcement
) -> None:
    announce(lamp, author, "In spring")
    page = get_page(guest_client, "/")
    assert "In spring" in page and "A paperback" not in page
    Announcement.objects.update(published_at=timezone.now() - timedelta(days=900))
    assert "In spring" not in get_page(guest_client, "/")


@pytest.mark.parametrize("url", ["/", *FEEDS])
def test_guests_see_nothing_of_stories_that_are_not_public(
    guest_client: Client, make_chapter: MakeChapter, news: Announcement, url: str
) -> None:
    for visibility in ("members", "draft"):
        Story.objects.update(visibility=visibility)
        assert "A paperback" not in get_page(guest_client, url)


@pytest.mark.parametrize("url", FEEDS)
def test_feeds_have_its_whole_text(guest_client: Client, news: Announcement, url: str) -> None:
    entry = feedparser.parse(get_page(guest_client, url)).entries[0]
    assert "A paperback" in entry.title and entry.link.endswith(news.get_absolute_url())
    assert "<em>printed</em>" in entry.content[0].value and "://" in entry.content[0].value
    assert entry.id == news.uid.urn


def test_a_feed_from_the_cache_changes_with_it(
    guest_client: Client, author: User, news: Announcement
) -> None:
    url = FEEDS[0]
    first = feedparser.parse(get_page(guest_client, url)).entries[0]
    edit_announcement(news, AnnouncementText("Postponed", "Sorry."), author, based_on=1)
    entry = feedparser.parse(get_page(guest_client, url)).entries[0]
    assert (entry.title, entry.id) == ("Postponed", first.id) and entry.updated > first.updated
    assert entry.published == first.published
    revert_announcement(news, author)
    assert "Postponed" not in get_page(guest_client, url)


def test_other_feeds_have_only_chapters(guest_client: Client, news: Announcement) -> None:
    assert "A paperback" not in get_page(guest_client, "/feed/")


def test_of_a_story_for_adults_public_feeds_tell_only_the_title(
    guest_client: Client, news: Announcement
) -> None:
    Story.objects.update(rating=Rating.EXPLICIT)
    page = get_page(guest_client, FEEDS[0])
    assert "printed" not in page and "This story is for adults. Open the page" in page


def test_private_feeds_have_those_that_their_owner_may_read(
    guest_client: Client, reader: User, lamp: Story, news: Announcement
) -> None:
    Story.objects.update(visibility="members")
    token = create_private_feed(reader, FeedTarget(story=lamp))
    assert "printed" in get_page(guest_client, f"/feeds/{token}/")
    Story.objects.update(visibility="draft")
    assert guest_client.get(f"/feeds/{token}/").status_code == 404


def test_each_is_on_one_page_of_a_feed(
    guest_client: Client, lamp: Story, author: User, make_chapter: MakeChapter
) -> None:
    """Also if two entries have one moment, and if there are more announcements than chapters."""
    titles = {"One"}
    for number in range(30):
        chapter = make_chapter(title=f"C{number}", release_in=timedelta(hours=number - 90))
        titles.add(chapter.title)
        for copy in range(2 if number < 3 else 1):
            released = chapter.release_at
            assert released is not None
            title = f"A{number}.{copy}"
            move(announce(lamp, author, title), released - timedelta(microseconds=copy))
            titles.add(title)
    found: list[str] = []
    url = FEEDS[0]
    while url:
        feed = feedparser.parse(get_page(guest_client, url))
        assert len(feed.entries) <= 25
        found += [entry.title.rpartition(": ")[2] for entry in feed.entries]
        url = next((link.href for link in feed.feed.links if link.rel == "next"), "")
        url = url.replace("http://testserver", "").partition("//")[2] or url
        url = url if not url or url.startswith("/") else "/" + url.partition("/")[2]
    assert len(found) == len(set(found)) == len(titles)


def test_the_number_of_queries_does_not_grow(
    guest_client: Client, lamp: Story, author: User, news: Announcement
) -> None:
    def count_queries(url: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            guest_client.get(url)
        return len(captured)

    for url in ("/", FEEDS[0]):
        count_queries(url)
        before = count_queries(url)
        for _time in range(4):
            announce(lamp, author)
        assert count_queries(url) == before
