"""How much of a chapter a feed has: as its author decides."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.takedown_reasons import TakedownReason
from serial.chapters.models import Chapter
from serial.moderation.models import ReviewItem
from serial.stories.choices import FeedText
from serial.stories.models import Story
from tests.conftest import MakeChapter
from tests.reading.feeds.reading import content_of, read_feed

SENTENCE = "The lamp burned on through the night. "


def set_feed_text(value: FeedText) -> None:
    Story.objects.update(feed_text=value)


@pytest.mark.parametrize("value", [FeedText.OPENING, FeedText.MEMBERS])
def test_summary_is_the_beginning_of_the_text(value: FeedText, make_chapter: MakeChapter) -> None:
    make_chapter(SENTENCE * 200 + "The last words.")
    set_feed_text(value)
    (entry,) = read_feed("/feed/").entries
    assert 350 < len(entry.summary) <= 500 and entry.summary.startswith("The lamp burned")
    assert "content" not in entry


def test_full_text_has_the_whole_chapter_with_its_notes(make_chapter: MakeChapter) -> None:
    notes = {"note_before": "Hello.", "note_after": "Bye.", "content_note": "moths"}
    make_chapter(SENTENCE * 200 + "*The* last words.", **notes)
    set_feed_text(FeedText.FULL)
    for url in ("/feed/", "/stories/the-lamp/feed/", "/by/anna/feed/"):
        (entry,) = read_feed(url).entries
        parts = ["moths", "Hello.", "The lamp burned", "<em>The</em> last words.", "Bye."]
        positions = [content_of(entry).index(part) for part in parts]
        assert positions == sorted(positions)
        # feedparser gives the content as the summary of an entry that has none.
        assert "summary_detail" not in entry or entry.summary == content_of(entry)


def test_links_and_pictures_have_whole_urls(make_chapter: MakeChapter) -> None:
    body = (
        "![A lamp](/media/lamp.png)\n\nSee[^1] [us](/about/), [it](//other.org/) and "
        '[them](https://y.org/).\n\n[^1]: It was href="there".'
    )
    chapter = make_chapter(body)
    set_feed_text(FeedText.FULL)
    content = content_of(read_feed("/feed/").entries[0])
    page = f"http://testserver{chapter.get_absolute_url()}"
    assert 'src="http://testserver/media/lamp.png"' in content
    assert 'href="http://testserver/about/"' in content and 'href="https://y.org/"' in content
    assert f'href="{page}#' in content and 'href="http://other.org/"' in content
    assert 'href="/' not in content and 'href="#' not in content and 'src="/' not in content


def test_text_of_an_adult_story_is_in_no_feed_for_everyone(make_chapter: MakeChapter) -> None:
    make_chapter("Explicit words.", note_before="Dear readers.")
    Story.objects.update(rating="explicit", feed_text=FeedText.FULL)
    response = Client().get("/feed/").content.decode()
    assert "Explicit words" not in response and "Dear readers" not in response
    assert "for adults" in read_feed("/feed/").entries[0].summary


def test_picture_that_moderators_hid_is_not_in_the_text(make_chapter: MakeChapter) -> None:
    make_chapter("![A lamp](/media/lamp.png)")
    set_feed_text(FeedText.FULL)
    assert "lamp.png" in content_of(read_feed("/feed/").entries[0])
    ReviewItem.objects.create(
        kind="image", image="lamp.png", status="decided", taken_down_for=TakedownReason.RULES
    )
    assert "lamp.png" not in content_of(read_feed("/feed/").entries[0])


@pytest.mark.parametrize("column", ["body_html", "note_before_html", "note_after_html"])
def test_feed_changes_with_each_text_that_it_shows(column: str, make_chapter: MakeChapter) -> None:
    make_chapter("Words.", note_before="Hello.", note_after="Bye.")
    set_feed_text(FeedText.FULL)
    etag = Client().get("/feed/").headers["ETag"]
    Chapter.objects.update(**{column: "<p>Changed in the database.</p>"})
    response = Client().get("/feed/", headers={"If-None-Match": etag})
    assert b"Changed in the database" in response.content


def test_feed_changes_with_the_choice_of_the_author(make_chapter: MakeChapter) -> None:
    make_chapter()
    set_feed_text(FeedText.FULL)
    assert "content" in read_feed("/feed/").entries[0]
    set_feed_text(FeedText.OPENING)
    assert "content" not in read_feed("/feed/").entries[0]


def test_query_count_does_not_grow_with_the_texts(
    make_chapter: MakeChapter, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 5):
        for number in range(count):
            make_chapter(f"![A lamp](/media/lamp-{number}.png)")
        set_feed_text(FeedText.FULL)
        with django_assert_num_queries(5):
            Client().get("/feed/")


def test_author_chooses_at_the_desk(author_client: Client, story: Story) -> None:
    url = f"/desk/stories/story/{story.pk}/advanced/"
    page = author_client.get(url)
    form = page.context["adminform"].form
    assert 'name="feed_text"' in page.content.decode()
    data = {name: value for name, value in form.initial.items() if name in form.fields}
    author_client.post(url, {**data, "feed_text": "full"})
    story.refresh_from_db()
    assert story.feed_text == FeedText.FULL
