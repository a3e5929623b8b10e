"""Names of time zones for people."""

from datetime import datetime, timedelta, tzinfo


def city_name(zone: tzinfo | str) -> str:
    """Returns "New York" for America/New_York and "UTC" for UTC."""
    return str(zone).rpartition("/")[2].replace("_", " ")


def zone_abbreviation(moment: datetime) -> str:
    """Returns the zone's abbreviation at that time, such as "EST".

    Returns the offset, such as "UTC+10:30", for a zone without abbreviations.
    """
    name = moment.tzname() or ""
    return name if name.isalpha() else f"UTC{_format_offset(moment)}"


def _format_offset(moment: datetime) -> str:
    """Returns the UTC offset, such as "+10:30" or "−3"."""
    seconds = round((moment.utcoffset() or timedelta()).total_seconds())
    hours, minutes = divmod(abs(seconds) // 60, 60)
    sign = "−" if seconds < 0 else "+"
    return f"{sign}{hours}:{minutes:02}" if minutes else f"{sign}{hours}"
