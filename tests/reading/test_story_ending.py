"""The last chapter of a story says what comes next."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.stories.choices import Rating, TagKind
from serial.stories.covers import draw_cover
from serial.stories.crediting import add_first_credit
from serial.stories.models import Story
from serial.stories.tagging import set_tags
from tests.conftest import MakeChapter, MakeStory
from tests.reading.conftest import get_page

NOW = datetime.fromisoformat("2026-11-26T12:00:00+00:00")


@pytest.fixture
def chapters(make_chapter: MakeChapter) -> list[Chapter]:
    return [make_chapter("Words.", title=title) for title in ("One", "Two")]


def test_next_release_has_its_day_and_no_hour(
    guest_client: Client, make_chapter: MakeChapter
) -> None:
    with time_machine.travel(NOW, tick=False):
        last = make_chapter("Words.")
        make_chapter("To come.", release_in=timedelta(days=2, hours=6))
        page = get_page(guest_client, last.get_absolute_url())
        assert "You are up to date" in page and ">Saturday, 28\xa0November</time>" in page
        Story.objects.update(shows_next_release=False)
        page = get_page(guest_client, last.get_absolute_url())
        assert "You are up to date" in page and "28\xa0November" not in page


def test_only_the_last_chapter_has_an_ending(guest_client: Client, chapters: list[Chapter]) -> None:
    first, last = (get_page(guest_client, chapter.get_absolute_url()) for chapter in chapters)
    assert "You are up to date" not in first and 'rel="next"' in first
    assert "You are up to date" in last and 'rel="next"' not in last


@pytest.mark.parametrize(("status", "words"), [("complete", "The end"), ("ongoing", "up to date")])
def test_story_ends_with_other_stories_of_its_authors(
    guest_client: Client,
    chapters: list[Chapter],
    make_chapter: MakeChapter,
    status: str,
    words: str,
) -> None:
    story = chapters[0].story
    pen_name = story.credits.get().pen_name
    for title, visibility in (("Public", "public"), ("Unlisted", "unlisted")):
        other = Story(title=title, visibility=visibility)
        other.save_with_slug()
        add_first_credit(other, pen_name)
        make_chapter("Words.", story=other)
        draw_cover(other)
    Story.objects.filter(pk=story.pk).update(status=status)
    page = get_page(guest_client, chapters[-1].get_absolute_url())
    assert words in page and "More by this author" in page
    assert 'href="/stories/public/"' in page and 'href="/stories/unlisted/"' not in page
    assert page.count('class="cover') == 1 and "/media/covers/drawn/" in page


def test_story_of_an_author_without_others_ends_with_stories_of_its_genres(
    guest_client: Client,
    chapters: list[Chapter],
    make_story: MakeStory,
    make_chapter: MakeChapter,
    other_author: User,
) -> None:
    set_tags(chapters[0].story, {TagKind.GENRE: ["Gothic", "Drama"]})
    for title, genre, rating, language in (
        ("Mill", "Drama", Rating.TEEN, "en"),
        ("Oak", "Comedy", Rating.TEEN, "en"),
        ("Night", "Drama", Rating.EXPLICIT, "en"),
        ("Huis", "Drama", Rating.TEEN, "nl"),
    ):
        story = make_story(title, by=other_author, rating=rating, language=language)
        make_chapter(story=story)
        set_tags(story, {TagKind.GENRE: [genre]})
    page = get_page(guest_client, chapters[-1].get_absolute_url())
    assert "Stories like this" in page and 'href="/stories/mill/"' in page
    assert page.count('class="cover') == 1


def test_complete_story_with_a_scheduled_epilogue_goes_on(
    guest_client: Client, chapters: list[Chapter], make_chapter: MakeChapter
) -> None:
    make_chapter("Epilogue.", release_in=timedelta(days=3))
    Story.objects.update(status="complete")
    page = get_page(guest_client, chapters[-1].get_absolute_url())
    assert "You are up to date" in page and "The end" not in page
