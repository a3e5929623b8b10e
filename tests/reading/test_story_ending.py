"""The last chapter of a story says what comes next."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from serial.chapters.models import Chapter
from serial.stories.crediting import add_first_credit
from serial.stories.models import Story
from tests.conftest import MakeChapter
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
        assert "You are up to date" in page and ">Saturday, 28 November</time>" in page
        Story.objects.update(shows_next_release=False)
        page = get_page(guest_client, last.get_absolute_url())
        assert "You are up to date" in page and "28 November" not in page


def test_only_the_last_chapter_has_an_ending(guest_client: Client, chapters: list[Chapter]) -> None:
    first, last = (get_page(guest_client, chapter.get_absolute_url()) for chapter in chapters)
    assert "You are up to date" not in first and 'rel="next"' in first
    assert "You are up to date" in last and 'rel="next"' not in last


def test_complete_story_ends_with_other_stories_of_its_authors(
    guest_client: Client, chapters: list[Chapter], make_chapter: MakeChapter
) -> None:
    story = chapters[0].story
    pen_name = story.credits.get().pen_name
    for title, visibility in (("Public", "public"), ("Unlisted", "unlisted")):
        other = Story(title=title, visibility=visibility)
        other.save_with_slug()
        add_first_credit(other, pen_name)
        make_chapter("Words.", story=other)
    Story.objects.filter(pk=story.pk).update(status="complete")
    page = get_page(guest_client, chapters[-1].get_absolute_url())
    assert "The end" in page and "You are up to date" not in page
    assert 'href="/stories/public/"' in page and 'href="/stories/unlisted/"' not in page


def test_complete_story_with_a_scheduled_epilogue_goes_on(
    guest_client: Client, chapters: list[Chapter], make_chapter: MakeChapter
) -> None:
    make_chapter("Epilogue.", release_in=timedelta(days=3))
    Story.objects.update(status="complete")
    page = get_page(guest_client, chapters[-1].get_absolute_url())
    assert "You are up to date" in page and "The end" not in page
