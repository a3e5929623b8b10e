"""The first day of the week, as the language of the page has it."""

from datetime import date, timedelta

from django.utils.formats import get_format


def first_weekday() -> int:
    """Returns 0 for Monday to 6 for Sunday."""
    # Django counts from 0 for Sunday.
    return (int(get_format("FIRST_DAY_OF_WEEK")) - 1) % 7


def first_of_week(day: date) -> date:
    """Raises OverflowError before the first week of the calendar."""
    return day - timedelta(days=(day.weekday() - first_weekday()) % 7)
