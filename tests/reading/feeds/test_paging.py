"""Feeds have all chapters, 25 on a page, with links from page to page (RFC 5005)."""

from datetime import timedelta

import pytest
from django.test import Client

from serial.chapters.models import Chapter
from serial.reading.feeds import entries
from serial.stories.choices import FeedText, TagKind
from serial.stories.models import Story
from serial.stories.tagging import set_tags
from tests.conftest import MakeChapter
from tests.reading.feeds.reading import FEEDS, entry_titles, links_of, read_feed


@pytest.fixture
def chapters(make_chapter: MakeChapter, story: Story) -> None:
    """Day 0 is the latest. Three are released at the same moment."""
    set_tags(story, {TagKind.GENRE: ["Horror"]})
    for days in range(28):
        make_chapter(title=f"Day {days}", release_in=timedelta(days=-days - 1))
    same = Chapter.objects.get(title="Day 24").release_at
    Chapter.objects.filter(title__in=["Day 25", "Day 26"]).update(release_at=same)


@pytest.mark.parametrize("url", FEEDS)
def test_all_chapters_are_on_some_page(url: str, chapters: None) -> None:
    titles, pages, following = [], 0, url
    while following:
        feed = read_feed(following)
        titles += [entry.title.rpartition(": ")[2] for entry in feed.entries]
        links, pages = links_of(feed), pages + 1
        assert links["self"] == f"http://testserver{following}"
        assert links["first"] == f"http://testserver{url}"
        following = links.get("next", "").removeprefix("http://testserver")
    expected = sorted(f"Day {days}" for days in range(28))
    assert pages == 2 and sorted(titles) == expected


def test_short_feed_has_no_other_pages(make_chapter: MakeChapter) -> None:
    make_chapter()
    assert not {"first", "next"} & set(links_of(read_feed("/feed/")))


def test_older_page_stays_when_a_chapter_is_released(
    chapters: None, make_chapter: MakeChapter
) -> None:
    older = links_of(read_feed("/feed/"))["next"]
    before = entry_titles(older)
    make_chapter(title="Another")
    assert entry_titles(older) == before


def test_older_page_is_not_modified_until_a_chapter_of_it_changes(chapters: None) -> None:
    older = links_of(read_feed("/feed/"))["next"].removeprefix("http://testserver")
    etag = Client().get(older).headers["ETag"]
    assert Client().get(older, headers={"If-None-Match": etag}).status_code == 304
    Chapter.objects.filter(title="Day 27").update(title="The first day")
    response = Client().get(older, headers={"If-None-Match": etag})
    assert b"The first day" in response.content


@pytest.mark.parametrize(
    "before", ["", "1", "x-1", "1-x", "-1-1", "1-1 ", "1" * 20 + "-1", "9" * 16 + "-1", "²-1"]
)
def test_page_that_no_feed_links_to_is_not_found(before: str, story: Story) -> None:
    assert Client().get("/stories/the-lamp/feed/", {"before": before}).status_code == 404


def test_page_after_the_last_entry_is_empty(make_chapter: MakeChapter) -> None:
    make_chapter()
    assert read_feed("/feed/?before=0-1").entries == []


def test_long_texts_have_shorter_pages(
    make_chapter: MakeChapter, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "MAX_WORDS", 5)
    for number in range(3):
        make_chapter("One two three.", title=f"Day {number}")
    make_chapter("One two three four five six seven.", title="Long")
    assert len(entry_titles("/feed/")) == 4
    Story.objects.update(feed_text=FeedText.FULL)
    pages = []
    url = "/feed/"
    while url:
        feed = read_feed(url)
        pages.append(len(feed.entries))
        url = links_of(feed).get("next", "")
    assert pages == [1, 1, 1, 1]
