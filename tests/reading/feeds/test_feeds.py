"""Atom feeds of the site, of a story, of an author and of a tag (RFC 4287)."""

import re
from datetime import UTC, datetime, timedelta

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
from serial.stories.choices import TagKind
from serial.stories.models import Story, Tag
from serial.stories.tagging import set_tags
from tests.conftest import MakeChapter, MakeStory
from tests.reading.feeds.reading import FEEDS, read_feed


@pytest.fixture(autouse=True)
def tagged(story: Story) -> None:
    set_tags(story, {TagKind.GENRE: ["Horror"]})


def entry_ids(url: str) -> list[str]:
    return [entry.id for entry in read_feed(url).entries]


@pytest.mark.parametrize("url", FEEDS)
def test_feed_has_all_required_elements(url: str, make_chapter: MakeChapter) -> None:
    make_chapter("It went *out* & stayed so.", title="One < two")
    feed = read_feed(url)
    assert feed.version == "atom10"
    assert feed.feed.id.startswith("urn:uuid:") and feed.feed.title and feed.feed.updated
    links = {link.rel: link.href for link in feed.feed.links}
    assert links["self"] == f"http://testserver{url}" and "alternate" in links
    (entry,) = feed.entries
    assert entry.id.startswith("urn:uuid:") and entry.updated and entry.published
    assert "One &lt; two" in entry.title or "One < two" in entry.title
    assert entry.link == "http://testserver/read/the-lamp/one-two/"
    assert [author.name for author in entry.authors] == ["anna"]
    assert "It went out &amp; stayed so." in entry.summary


def test_entries_are_sorted_by_release_and_have_unique_ids(make_chapter: MakeChapter) -> None:
    for days in range(30):
        make_chapter(title=f"Day {days}", release_in=timedelta(days=-days - 1))
    for url in FEEDS:
        feed = read_feed(url)
        assert "Day 0" in feed.entries[0].title and len(feed.entries) == 25, url
        assert len(set(entry_ids(url)) | {feed.feed.id}) == 26, url
        assert feed.feed.updated == max(entry.updated for entry in feed.entries), url


@pytest.mark.parametrize("url", FEEDS)
def test_chapter_is_in_the_feed_from_its_release(url: str, make_chapter: MakeChapter) -> None:
    make_chapter(title="Now")
    make_chapter(title="Later", release_in=timedelta(hours=2))
    make_chapter(title="Never", release_in=None)
    assert len(read_feed(url).entries) == 1
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        assert "Later" in read_feed(url).entries[0].title
        assert len(read_feed(url).entries) == 2


@pytest.mark.parametrize("visibility", ["draft", "members", "unlisted"])
def test_feeds_have_only_what_guests_can_see(visibility: str, make_chapter: MakeChapter) -> None:
    make_chapter()
    Story.objects.update(visibility=visibility)
    for url in FEEDS:
        assert url == FEEDS[1] or read_feed(url).entries == []
    expected = 200 if visibility == "unlisted" else 404
    assert Client().get("/stories/the-lamp/feed/").status_code == expected


def test_entry_keeps_its_id_and_date_when_slugs_change(
    make_chapter: MakeChapter, make_story: MakeStory, author: User
) -> None:
    chapter, other = make_chapter(title="One"), make_chapter(title="Two")
    former = {entry.id: entry.updated for entry in read_feed("/feed/").entries}
    chapter.story.save_with_slug("the-lantern")
    Chapter.objects.filter(pk=chapter.pk).update(slug="uno")
    move_to_part(other, chapter.story.parts.create(title="Part"))
    again = {entry.id: entry.updated for entry in read_feed("/feed/").entries}
    assert again == former
    assert "/read/the-lantern/uno/" in str(read_feed("/feed/").entries)


def test_updated_changes_when_the_text_changes(make_chapter: MakeChapter, author: User) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    with time_machine.travel(start, tick=False):
        chapter = make_chapter("Old words.", title="One")
    (before,) = read_feed("/feed/").entries
    with time_machine.travel(start + timedelta(days=3), tick=False):
        text = ChapterText(title="One", body="New words.")
        save_text(chapter, text, SaveInfo(by=author), based_on=chapter.revision)
    (after,) = read_feed("/feed/").entries
    assert after.id == before.id and after.published == before.published
    moments = ("2026-01-01T00:00:00+00:00", "2026-01-04T00:00:00+00:00")
    assert (before.updated, after.updated) == moments


def test_date_of_an_empty_feed_does_not_change(story: Story) -> None:
    first = read_feed("/stories/the-lamp/feed/").feed.updated
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert read_feed("/stories/the-lamp/feed/").feed.updated == first


def test_entry_of_an_adult_story_does_not_contain_its_text(make_chapter: MakeChapter) -> None:
    make_chapter("Explicit words.")
    Story.objects.update(rating="explicit")
    (entry,) = read_feed("/feed/").entries
    assert "Explicit words" not in entry.summary
    assert [tag.term for tag in entry.tags] == ["Explicit"]


def test_no_summary_is_empty(make_chapter: MakeChapter) -> None:
    make_chapter("![A lamp](/media/lamp.png)", release_in=timedelta(hours=-2))
    make_chapter("***", release_in=timedelta(hours=-1))
    ornament, picture = read_feed("/feed/").entries
    assert "summary" not in ornament and picture.summary == "A lamp"


def test_characters_that_xml_does_not_allow_are_removed(make_chapter: MakeChapter) -> None:
    chapter = make_chapter()
    Chapter.objects.filter(pk=chapter.pk).update(title="A\x0bB\x00"[:3])
    assert "AB" in read_feed("/feed/").entries[0].title


@pytest.mark.parametrize("url", FEEDS)
def test_unchanged_feed_is_not_modified(url: str, make_chapter: MakeChapter) -> None:
    make_chapter()
    first = Client().get(url)
    assert first.headers["Cache-Control"].startswith("public") and not first.cookies
    again = Client().get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    make_chapter()
    again = Client().get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200


def test_feed_of_a_former_slug_redirects(story: Story) -> None:
    story.save_with_slug("the-lantern")
    response = Client().get("/stories/the-lamp/feed/")
    assert (response.status_code, response.headers["Location"]) == (
        301,
        "/stories/the-lantern/feed/",
    )
    assert Client().get("/stories/nothing/feed/").status_code == 404
    assert Client().get("/by/nobody/feed/").status_code == 404


@pytest.mark.parametrize(("url", "queries"), list(zip(FEEDS, (3, 4, 5, 4), strict=True)))
def test_query_count_does_not_grow_with_the_entries(
    url: str,
    queries: int,
    make_chapter: MakeChapter,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for count in (1, 5):
        for _ in range(count):
            make_chapter()
        with django_assert_num_queries(queries):
            Client().get(url)


def test_feed_of_a_synonym_redirects_to_the_main_tag(
    make_story: MakeStory, make_chapter: MakeChapter
) -> None:
    make_chapter()
    other = make_story("Other")
    make_chapter(story=other)
    main = Tag.objects.create(kind=TagKind.GENRE, name="Fear", slug="fear")
    Tag.objects.filter(slug="horror").update(synonym_of=main)
    set_tags(other, {TagKind.GENRE: ["Fear"]})
    response = Client().get("/tags/genre/horror/feed/")
    assert response.headers["Location"] == "/tags/genre/fear/feed/"
    # The feed has the stories of both tags.
    assert len(read_feed("/tags/genre/fear/feed/").entries) == 2
    assert Client().get("/tags/genre/nothing/feed/").status_code == 404


@pytest.mark.parametrize("url", ["/", "/stories/", *FEEDS[1:]])
def test_pages_link_to_their_feed(url: str, make_chapter: MakeChapter) -> None:
    make_chapter()
    page = Client().get(url.removesuffix("feed/")).content.decode()
    feed = url if "feed" in url else "/feed/"
    (in_head,) = re.findall(r'<link rel="alternate" type="application/atom.xml"[^>]*>', page)
    assert f'href="{feed}"' in in_head
    # The footer of each page has the site's.
    main = page.partition("<main")[2].partition("</main>")[0]
    (visible,) = re.findall(r'<a [^>]*href="[^"]*feed/">.*?</a>', main)
    assert f'href="{feed}"' in visible and visible.endswith("Feed</a>")
