"""The texts for release times."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from django.utils.formats import date_format

from serial.times.wording import ReleaseText, release_text
from tests.cases import each_case

NOW = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def text_for(release_at: datetime | None) -> ReleaseText:
    with time_machine.travel(NOW, tick=False), timezone.override("America/New_York"):
        return release_text(release_at)


def test_chapter_without_release_is_a_draft() -> None:
    assert text_for(None) == ReleaseText("Draft", None)


def test_scheduled_release_has_weekday_zone_and_days_left() -> None:
    text = text_for(datetime(2026, 11, 27, 23, 0, tzinfo=UTC))
    assert str(text) == "Releases Friday 27\xa0November, 18:00 (New York), in 2 days"
    assert text.moment is not None and text.moment.isoformat() == "2026-11-27T18:00:00-05:00"


def test_scheduled_release_in_another_year_has_the_year() -> None:
    text = text_for(datetime(2027, 1, 1, 5, 0, tzinfo=UTC))
    assert str(text) == "Releases Friday 1\xa0January 2027, 00:00 (New York), in 5 weeks"


def test_past_release_has_day_and_time() -> None:
    assert (
        str(text_for(datetime(2026, 11, 3, 23, 0, tzinfo=UTC)))
        == "Released Tuesday 3\xa0November, 18:00"
    )
    assert str(text_for(NOW)) == "Released Wednesday 25\xa0November, 15:00"


@each_case(
    ("delay", "expected"),
    [
        (timedelta(seconds=1), "in 1 minute"),
        (59 * MINUTE, "in 59 minutes"),
        (HOUR - timedelta(seconds=1), "in 59 minutes"),
        (90 * MINUTE, "in 2 hours"),
        (HOUR, "in 1 hour"),
        (DAY - MINUTE, "in 23 hours"),
        (DAY, "in 1 day"),
        # From Wednesday afternoon to Friday evening, and to Friday morning.
        (2 * DAY + 5 * HOUR, "in 2 days"),
        (2 * DAY - 5 * HOUR, "in 2 days"),
        (13 * DAY, "in 13 days"),
        (14 * DAY, "in 2 weeks"),
        (60 * DAY, "in 9 weeks"),
        (61 * DAY, "in 2 months"),
        (730 * DAY, "in 24 months"),
        (1191 * DAY, "in 3 years"),
        (400 * DAY, "in 13 months"),
    ],
)
def test_time_until_release(delay: timedelta, expected: str) -> None:
    assert str(text_for(NOW + delay)).endswith(f", {expected}")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("DATE_FORMAT", "20\xa0September 2026"),
        ("SHORT_DATE_FORMAT", "20\xa0Sep 2026"),
        ("MONTH_DAY_FORMAT", "20\xa0September"),
        ("DATETIME_FORMAT", "20\xa0September 2026, 18:05"),
    ],
)
def test_dates_of_templates_are_written_like_those_of_releases(name: str, text: str) -> None:
    assert date_format(datetime(2026, 9, 20, 18, 5, tzinfo=UTC), name) == text
