"""What people call a time zone."""

from datetime import datetime, timedelta, tzinfo


def city_name(zone: tzinfo) -> str:
    """The city alone: "New York" for America/New_York; "UTC" stays "UTC"."""
    return str(zone).rpartition("/")[2].replace("_", " ")


def abbreviation(moment: datetime) -> str:
    """What the clocks go by at that moment: "EST", or "UTC+10:30" where it has no name."""
    name = moment.tzname() or ""
    return name if name.isalpha() else f"UTC{_offset(moment)}"


def _offset(moment: datetime) -> str:
    """The offset as people write it: "+10:30", "−3"."""
    seconds = round((moment.utcoffset() or timedelta()).total_seconds())
    hours, minutes = divmod(abs(seconds) // 60, 60)
    sign = "−" if seconds < 0 else "+"
    return f"{sign}{hours}:{minutes:02}" if minutes else f"{sign}{hours}"
