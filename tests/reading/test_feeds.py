"""Atom feeds of the site, a story and an author (RFC 4287)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.ordering import move_to_part
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.stories.models import Story
from tests.conftest import MakeChapter, MakeStory

FEEDS = ["/feed/", "/stories/the-lamp/feed/", "/by/anna/feed/"]


def read(address: str) -> Any:
    answer = Client().get(address)
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(answer.content)
    assert not feed.bozo, feed.bozo_exception
    return feed


def ids(address: str) -> list[str]:
    return [entry.id for entry in read(address).entries]


@pytest.mark.parametrize("address", FEEDS)
def test_every_element_that_is_required(address: str, make_chapter: MakeChapter) -> None:
    make_chapter("It went *out* & stayed so.", title="One < two")
    feed = read(address)
    assert feed.version == "atom10"
    assert feed.feed.id.startswith("urn:uuid:") and feed.feed.title and feed.feed.updated
    links = {link.rel: link.href for link in feed.feed.links}
    assert links["self"] == f"http://testserver{address}" and "alternate" in links
    (entry,) = feed.entries
    assert entry.id.startswith("urn:uuid:") and entry.updated and entry.published
    assert "One &lt; two" in entry.title or "One < two" in entry.title
    assert entry.link == "http://testserver/read/the-lamp/one-two/"
    assert [author.name for author in entry.authors] == ["anna"]
    assert "It went out &amp; stayed so." in entry.summary


@pytest.mark.parametrize("address", FEEDS)
def test_newest_first_and_each_with_an_id_of_its_own(
    address: str, make_chapter: MakeChapter
) -> None:
    for days in range(30):
        make_chapter(title=f"Day {days}", release_in=timedelta(days=-days - 1))
    feed = read(address)
    assert "Day 0" in feed.entries[0].title and len(feed.entries) == 25
    assert len(set(ids(address)) | {feed.feed.id}) == 26
    assert feed.feed.updated == max(entry.updated for entry in feed.entries)


@pytest.mark.parametrize("address", FEEDS)
def test_what_is_not_released_waits_for_its_moment(address: str, make_chapter: MakeChapter) -> None:
    make_chapter(title="Now")
    make_chapter(title="Later", release_in=timedelta(hours=2))
    make_chapter(title="Never", release_in=None)
    assert len(read(address).entries) == 1
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        assert "Later" in read(address).entries[0].title
        assert len(read(address).entries) == 2


@pytest.mark.parametrize("visibility", ["draft", "members", "unlisted"])
def test_what_is_not_for_everyone(visibility: str, make_chapter: MakeChapter) -> None:
    make_chapter()
    Story.objects.update(visibility=visibility)
    assert read("/feed/").entries == read("/by/anna/feed/").entries == []
    expected = 200 if visibility == "unlisted" else 404
    assert Client().get("/stories/the-lamp/feed/").status_code == expected


def test_an_entry_lasts(make_chapter: MakeChapter, make_story: MakeStory, author: User) -> None:
    chapter, other = make_chapter(title="One"), make_chapter(title="Two")
    former = {entry.id: entry.updated for entry in read("/feed/").entries}
    chapter.story.save_with_slug("the-lantern")
    Chapter.objects.filter(pk=chapter.pk).update(slug="uno")
    move_to_part(other, chapter.story.parts.create(title="Part"))
    again = {entry.id: entry.updated for entry in read("/feed/").entries}
    assert again == former
    assert "/read/the-lantern/uno/" in str(read("/feed/").entries)


def test_updated_moves_when_the_words_do(make_chapter: MakeChapter, author: User) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    with time_machine.travel(start, tick=False):
        chapter = make_chapter("Old words.", title="One")
    (before,) = read("/feed/").entries
    with time_machine.travel(start + timedelta(days=3), tick=False):
        text = ChapterText(title="One", body="New words.")
        save_text(chapter, text, SaveInfo(by=author), based_on=chapter.revision)
    (after,) = read("/feed/").entries
    assert after.id == before.id and after.published == before.published
    moments = ("2026-01-01T00:00:00+00:00", "2026-01-04T00:00:00+00:00")
    assert (before.updated, after.updated) == moments


def test_a_feed_with_nothing_in_it_does_not_follow_the_clock(story: Story) -> None:
    first = read("/stories/the-lamp/feed/").feed.updated
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert read("/stories/the-lamp/feed/").feed.updated == first


def test_a_mature_story_keeps_its_words_for_those_who_were_asked(make_chapter: MakeChapter) -> None:
    make_chapter("Explicit words.")
    Story.objects.update(rating="explicit")
    (entry,) = read("/feed/").entries
    assert "Explicit words" not in entry.summary
    assert [tag.term for tag in entry.tags] == ["Explicit"]


def test_signs_that_xml_cannot_say_are_left_out(make_chapter: MakeChapter) -> None:
    chapter = make_chapter()
    Chapter.objects.filter(pk=chapter.pk).update(title="A\x0bB\x00"[:3])
    assert "AB" in read("/feed/").entries[0].title


@pytest.mark.parametrize("address", FEEDS)
def test_whoever_has_it_is_not_sent_it_again(address: str, make_chapter: MakeChapter) -> None:
    make_chapter()
    first = Client().get(address)
    assert first.headers["Cache-Control"].startswith("public") and not first.cookies
    again = Client().get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    make_chapter()
    again = Client().get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200


def test_former_addresses_lead_on(story: Story) -> None:
    story.save_with_slug("the-lantern")
    answer = Client().get("/stories/the-lamp/feed/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/stories/the-lantern/feed/")
    assert Client().get("/stories/nothing/feed/").status_code == 404
    assert Client().get("/by/nobody/feed/").status_code == 404


@pytest.mark.parametrize(("address", "queries"), list(zip(FEEDS, (4, 4, 5), strict=True)))
def test_more_entries_cost_no_more_queries(
    address: str,
    queries: int,
    make_chapter: MakeChapter,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for count in (1, 5):
        for _ in range(count):
            make_chapter()
        with django_assert_num_queries(queries):
            Client().get(address)
