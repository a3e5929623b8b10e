from zlib import crc32

from django import template

from serial.desk.log_entries import describe_log_entry
from serial.markup.excerpts import excerpt
from serial.stories.time_limits import UNDELETE_PERIOD
from serial.times.wording import format_time_since, release_text

register = template.Library()
# Of monograms, in static/css/components/labels.css.
HUES = 8
register.filter("release_text", release_text)
register.filter("time_since", format_time_since)
register.filter("excerpt", excerpt)
register.filter("log_entry_text", describe_log_entry)


@register.filter
def hue_of_name(name: str) -> int:
    """Returns the number of the colour of a name's monogram: the same on each page."""
    return crc32(name.encode()) % HUES


@register.simple_tag
def undelete_days() -> int:
    return UNDELETE_PERIOD.days
