"""Adding up figures, and the median of times."""

from collections import Counter
from random import Random
from statistics import median_low

import pytest

from serial.moderation.figures.counts import Counts, median, round_minutes, total
from serial.moderation.figures.showing import duration


@pytest.mark.parametrize(
    ("seconds", "minutes"), [(0, 1), (59, 1), (90, 2), (754, 13), (8_040, 130), (99_600, 1_700)]
)
def test_minutes_have_two_digits(seconds: float, minutes: int) -> None:
    assert round_minutes(seconds) == minutes


def test_median_is_that_of_the_single_times() -> None:
    random = Random(3)  # noqa: S311 - reproducible, not secret
    for size in (1, 2, 9, 40):
        times = [random.randint(1, 9) for _ in range(size)]
        assert median(Counter(times)) == median_low(times)
    assert median(Counter()) is None


def test_months_are_added_up_after_being_stored() -> None:
    month = Counts(comments=3, reports=Counter({"spam open": 2}), waiting=Counter({130: 1}))
    stored = Counts.from_json(month.to_json())
    assert stored == month
    assert total([stored, month]).waiting == {130: 2}


def test_durations() -> None:
    texts = [duration(minutes) for minutes in (None, 1, 40, 246, 5_000)]
    assert texts == ["", "1 minute", "40 minutes", "4.1 hours", "3 days"]
