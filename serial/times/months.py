"""Months, each by its first day."""

import re
from calendar import Calendar
from datetime import date

MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


def parse_month(text: str) -> date | None:
    """The first day of "2026-11"; None for what is no month."""
    match = MONTH.fullmatch(text)
    if match is None or match[1] == "0000":
        return None
    return date(int(match[1]), int(match[2]), 1)


def add_months(month: date, count: int) -> date:
    """Raises ValueError beyond the calendar's ends."""
    years, index = divmod(month.month - 1 + count, 12)
    return date(month.year + years, index + 1, 1)


def weeks_of(month: date, first_weekday: int) -> list[list[date | None]]:
    """The days in weeks that begin on `first_weekday`, 0 for Monday; None for other months'."""
    weeks = Calendar(first_weekday).monthdayscalendar(month.year, month.month)
    return [[month.replace(day=day) if day else None for day in week] for week in weeks]
