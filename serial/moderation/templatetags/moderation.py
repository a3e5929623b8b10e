"""Tags and filters of the moderators' pages."""

from datetime import datetime, timedelta

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext

from serial.moderation.decisions.kinds import past_of
from serial.moderation.models import Decision
from serial.moderation.queue.frame import MAX_COUNTED, Counts, load_counts

register = template.Library()
MINUTE, HOUR, DAY = 60, 3_600, 86_400

register.filter("past", past_of)


@register.filter
def past_decision(decision: Decision) -> str:
    return past_of(decision.kind, as_is=decision.left_as_is)


@register.simple_tag(takes_context=True)
def moderation_counts(context: Context) -> Counts:
    """Returns the counts of the tabs. The queue has loaded them with the rest of its page."""
    frame = context.get("frame")
    return frame.counts if frame else load_counts(context["request"].user)


@register.filter
def capped(count: int) -> str:
    """Returns "31", or "9,999+" for more than are counted."""
    if count < MAX_COUNTED:
        return f"{count:,}"
    return gettext("%(most)s+") % {"most": f"{MAX_COUNTED - 1:,}"}


@register.filter
def short_age(time: datetime) -> str:
    """Returns "20 min", "5 h" or "3 d", for lists."""
    seconds = max(0, int((timezone.now() - time).total_seconds()))
    if seconds < HOUR:
        return gettext("%(n)d min") % {"n": max(1, seconds // MINUTE)}
    if seconds < DAY:
        return gettext("%(n)d h") % {"n": seconds // HOUR}
    return gettext("%(n)d d") % {"n": seconds // DAY}


@register.filter
def age(time: datetime) -> str:
    """Returns one unit, such as "2 hours"; less than a minute counts as one."""
    at = min(time, timezone.now() - timedelta(minutes=1))
    return timesince(at, depth=1)
