from datetime import date

import pytest

from serial.times.months import add_months, month_weeks, parse_month
from tests.cases import each_case

BAD = ["", "2026", "2026-13", "2026-00", "2026-1", "0000-01", "2026-11-01", "²026-11", "2026-11\n"]


def test_month_is_parsed_to_its_first_day() -> None:
    assert parse_month("2026-11") == date(2026, 11, 1)


@each_case("text", BAD)
def test_invalid_month_is_parsed_to_none(text: str) -> None:
    assert parse_month(text) is None


def test_months_are_added_and_subtracted() -> None:
    assert add_months(date(2026, 12, 1), 1) == date(2027, 1, 1)
    assert add_months(date(2026, 1, 1), -1) == date(2025, 12, 1)
    assert add_months(date(2026, 5, 1), 0) == date(2026, 5, 1)


@pytest.mark.parametrize(("first_weekday", "empty_before"), [(0, 6), (6, 0), (5, 1)])
def test_weeks_begin_on_the_given_weekday(first_weekday: int, empty_before: int) -> None:
    weeks = month_weeks(date(2026, 11, 1), first_weekday)
    assert weeks[0].count(None) == empty_before
    assert {len(week) for week in weeks} == {7}
    days = [day for week in weeks for day in week if day]
    assert days == [date(2026, 11, n) for n in range(1, 31)]
