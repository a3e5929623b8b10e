"""In a break, readers see when the story goes on, unless its authors hide it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.releases.queue.rhythm import end_break, take_break
from serial.chapters.releases.releasing import set_release
from serial.stories.models import Story
from tests.conftest import MakeChapter

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
BACK = "On hiatus, back in January"


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def pages(client: Client, story: Story, chapter: Chapter) -> list[str]:
    urls = (story.get_absolute_url(), chapter.get_absolute_url())
    return [client.get(url).content.decode() for url in urls]


def test_story_and_last_chapter_say_when_it_goes_on(
    guest_client: Client, author: User, story: Story, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter()
    assert all(BACK not in page for page in pages(guest_client, story, chapter))
    take_break(story, date(2026, 11, 20), date(2027, 1, 8), author)
    assert all(BACK in page for page in pages(guest_client, story, chapter))
    Story.objects.update(shows_next_release=False)
    assert all(BACK not in page for page in pages(guest_client, story, chapter))
    Story.objects.update(shows_next_release=True)
    end_break(story, author)
    assert all(BACK not in page for page in pages(guest_client, story, chapter))


def test_release_before_a_break_comes_first(
    guest_client: Client, author: User, story: Story, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter()
    scheduled = make_chapter(release_in=None)
    take_break(story, date(2026, 12, 10), date(2027, 1, 8), author)
    assert all(BACK not in page for page in pages(guest_client, story, chapter))
    set_release(scheduled, datetime(2026, 12, 4, 18, 0, tzinfo=UTC))
    for page in pages(guest_client, story, chapter):
        assert "Friday, 4\xa0December" in page and BACK not in page
    set_release(scheduled, datetime(2027, 1, 8, 18, 0, tzinfo=UTC))
    assert all(BACK in page for page in pages(guest_client, story, chapter))


def test_line_ends_with_the_break(
    guest_client: Client, author: User, story: Story, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter()
    take_break(story, date(2026, 11, 20), date(2027, 1, 8), author)
    assert BACK in pages(guest_client, story, chapter)[0]
    with time_machine.travel(datetime(2027, 1, 9, tzinfo=UTC), tick=False):
        assert "On hiatus" not in pages(guest_client, story, chapter)[0]
