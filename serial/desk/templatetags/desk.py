from django import template

from serial.desk.log_entries import describe_log_entry
from serial.markup.excerpts import excerpt
from serial.stories.time_limits import UNDELETE_PERIOD
from serial.times.wording import format_time_since, release_text

register = template.Library()
register.filter("release_text", release_text)
register.filter("time_since", format_time_since)
register.filter("excerpt", excerpt)
register.filter("log_entry_text", describe_log_entry)


@register.simple_tag
def undelete_days() -> int:
    return UNDELETE_PERIOD.days
