from django import template

from serial.markup.excerpts import excerpt
from serial.stories.time_limits import UNDELETE_PERIOD
from serial.times.wording import format_time_since, release_text

register = template.Library()
register.filter("release_text", release_text)
register.filter("time_since", format_time_since)
register.filter("excerpt", excerpt)


@register.simple_tag
def undelete_days() -> int:
    return UNDELETE_PERIOD.days
