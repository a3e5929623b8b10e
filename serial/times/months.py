"""Months, each represented by its first day."""

import re
from calendar import Calendar
from datetime import date

MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


def parse_month(text: str) -> date | None:
    """Returns the first day of a month like "2026-11", or None if the text is not a month."""
    match = MONTH.fullmatch(text)
    if match is None or match[1] == "0000":
        return None
    return date(int(match[1]), int(match[2]), 1)


def add_months(month: date, count: int) -> date:
    """Returns the first day of the month `count` months later; negative counts are earlier.

    Raises ValueError outside the years 1 to 9999.
    """
    years, index = divmod(month.month - 1 + count, 12)
    return date(month.year + years, index + 1, 1)


def month_weeks(month: date, first_weekday: int) -> list[list[date | None]]:
    """Returns the month's days by week, with None for the days of other months.

    first_weekday: 0 for Monday to 6 for Sunday.
    """
    weeks = Calendar(first_weekday).monthdayscalendar(month.year, month.month)
    return [[month.replace(day=day) if day else None for day in week] for week in weeks]
