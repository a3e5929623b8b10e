"""The formats of days and moments for templates: {{ chapter.release_at|moment }}.

Settings make them known to every template. The formats are in wording.py; {{ x|date:"…" }} is for
the `datetime` of <time>, and for documents that stand for years.
"""

from datetime import date, datetime

from django import template
from django.utils import timezone

from serial.times.wording import (
    format_short_moment,
    format_upcoming,
    format_upcoming_day,
    zone_name,
)

register = template.Library()
# The city of the reader's zone: {% zone_name %}.
register.simple_tag(zone_name)


@register.filter
def moment(value: datetime) -> str:
    """Returns a moment in the reader's zone: "Friday 11 December, 18:00"."""
    return format_upcoming(timezone.localtime(value))


@register.filter
def short_moment(value: datetime) -> str:
    """Returns a moment of a list: "Fri 11 Dec, 18:00"."""
    return format_short_moment(timezone.localtime(value))


@register.filter
def day(value: date) -> str:
    """Returns a day, or the day of a moment in the reader's zone: "Friday 11 December"."""
    local = timezone.localdate(value) if isinstance(value, datetime) else value
    return format_upcoming_day(local)
