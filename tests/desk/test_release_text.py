"""A release in words."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from serial.times.wording import ReleaseText, release_text

NOW = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def words(release_at: datetime | None) -> ReleaseText:
    with time_machine.travel(NOW, tick=False), timezone.override("America/New_York"):
        return release_text(release_at)


def test_a_draft() -> None:
    assert words(None) == ReleaseText("Draft", None)


def test_what_goes_out() -> None:
    said = words(datetime(2026, 11, 27, 23, 0, tzinfo=UTC))
    assert str(said) == "Goes out Friday 27 November 18:00, New York, in 2 days"
    assert said.moment is not None and said.moment.isoformat() == "2026-11-27T18:00:00-05:00"


def test_what_goes_out_in_another_year() -> None:
    said = words(datetime(2027, 1, 1, 5, 0, tzinfo=UTC))
    assert str(said) == "Goes out Friday 1 January 2027 00:00, New York, in 37 days"


def test_what_is_out() -> None:
    assert str(words(datetime(2026, 11, 3, 23, 0, tzinfo=UTC))) == "Released 3 November 2026, 18:00"
    assert str(words(NOW)) == "Released 25 November 2026, 15:00"


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (timedelta(seconds=1), "in 1 minute"),
        (59 * MINUTE, "in 59 minutes"),
        (90 * MINUTE, "in 2 hours"),
        (HOUR, "in 1 hour"),
        (DAY - MINUTE, "in 24 hours"),
        (DAY, "in 1 day"),
        # From Wednesday afternoon to Friday evening and to Friday morning.
        (2 * DAY + 5 * HOUR, "in 2 days"),
        (2 * DAY - 5 * HOUR, "in 2 days"),
        (400 * DAY, "in 400 days"),
    ],
)
def test_how_long_until_then(later: timedelta, said: str) -> None:
    assert str(words(NOW + later)).endswith(f", {said}")
