"""What pages show is remembered until the database changes or a chapter is released."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from serial.chapters.until_release import UntilRelease
from serial.stories.choices import Visibility
from tests.conftest import MakeChapter, MakeStory

# Only outside of a transaction is anything remembered.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
NOON = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Loaded:
    """Remembers the times for which it was loaded."""

    def __init__(self) -> None:
        self.times: list[datetime] = []
        self.remembered = UntilRelease[int](max_results=2)

    def get(self, now: datetime, value: int = 0) -> int:
        return self.remembered.get(now, value, self._load)

    def _load(self, at: datetime) -> int:
        self.times.append(at)
        return len(self.times)


@pytest.mark.counts_reads
def test_result_is_loaded_once_until_the_next_release(make_chapter: MakeChapter) -> None:
    with time_machine.travel(NOON, tick=False):
        make_chapter(release_in=3 * HOUR)
        make_chapter(release_in=5 * HOUR)
    loaded = Loaded()
    times = [NOON + hours * HOUR for hours in (0, 1, 2.9, 3, 4, 5, 6, 100)]
    assert [loaded.get(now) for now in times] == [1, 1, 1, 2, 2, 3, 3, 3]
    assert loaded.times == [NOON, NOON + 3 * HOUR, NOON + 5 * HOUR]


def test_clock_that_is_set_back_shows_nothing_too_early(make_chapter: MakeChapter) -> None:
    with time_machine.travel(NOON, tick=False):
        make_chapter(release_in=3 * HOUR)
    loaded = Loaded()
    assert [loaded.get(NOON + hours * HOUR) for hours in (4, 2)] == [1, 2]


@pytest.mark.counts_reads
def test_values_are_bounded_and_forgotten_after_a_change(make_chapter: MakeChapter) -> None:
    loaded = Loaded()
    assert [loaded.get(NOON, value) for value in (1, 2, 1, 3, 1)] == [1, 2, 1, 3, 4]
    make_chapter()
    assert loaded.get(NOON, 1) == 5


@pytest.mark.parametrize("path", ["/", "/stories/", "/stories/the-mill/"])
def test_pages_show_a_release_and_a_withdrawal_at_once(
    path: str, make_story: MakeStory, make_chapter: MakeChapter
) -> None:
    with time_machine.travel(NOON - 2 * HOUR, tick=False):
        story = make_story("The Mill")
        make_chapter(story=story, title="Dusk")
        make_chapter(story=story, title="Dawn", release_in=3 * HOUR)

    def page(now: datetime) -> str:
        with time_machine.travel(now, tick=False):
            return Client().get(path).text

    before = page(NOON)
    assert page(NOON + 0.5 * HOUR) == before
    after = page(NOON + HOUR)
    assert after != before
    if path != "/stories/":
        assert "Dawn" in after
    story.visibility = Visibility.DRAFT
    story.save()
    assert "Dusk" not in page(NOON + HOUR) and "Dawn" not in page(NOON + HOUR)


@pytest.mark.counts_reads
@pytest.mark.parametrize("path", ["/", "/stories/", "/stories/the-mill/"])
def test_rows_are_read_once(path: str, make_chapter: MakeChapter, make_story: MakeStory) -> None:
    make_chapter(story=make_story("The Mill"))
    client = Client()
    counts = []
    for _turn in range(3):
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        counts.append(len(queries))
    # Totals that are due, the story, and on PostgreSQL what is visible.
    assert counts[2] <= 3 < counts[0]
