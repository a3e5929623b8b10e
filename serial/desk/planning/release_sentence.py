"""The release of a chapter as one sentence, and shorter for narrow screens."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from serial.chapters.models import Chapter
from serial.times.wording import (
    format_short_day,
    format_short_weekday,
    format_time,
    format_time_until,
    format_upcoming,
    zone_name,
)

# Within a week the name of the weekday is enough.
NEAR = timedelta(days=7)


@dataclass(frozen=True)
class ReleaseSentence:
    state: Literal["draft", "scheduled", "released"]
    text: str
    short: str


def release_sentence(release_at: datetime | None, *, is_queued: bool = False) -> ReleaseSentence:
    """In the active time zone: "Scheduled for Friday 18:00, New York, in 2 days"."""
    if release_at is None:
        return ReleaseSentence("draft", _("Draft, not scheduled"), _("Draft"))
    moment = timezone.localtime(release_at)
    if release_at <= timezone.now():
        day = format_short_day(moment.date(), timezone.localdate().year)
        released = _("Released %(when)s") % {"when": day}
        return ReleaseSentence("released", released, released)
    params = {
        "when": _format_near(moment),
        "zone": zone_name(),
        "time_until": format_time_until(moment),
    }
    if is_queued:
        # Translators: as in "In the queue: Friday 18:00, New York, in 2 days".
        text = _("In the queue: %(when)s, %(zone)s, %(time_until)s") % params
    else:
        # Translators: as in "Scheduled for Friday 18:00, New York, in 2 days".
        text = _("Scheduled for %(when)s, %(zone)s, %(time_until)s") % params
    short = _("%(day)s, %(time)s") % {
        "day": format_short_weekday(moment.date()),
        "time": format_time(moment),
    }
    return ReleaseSentence("scheduled", text, short)


def sentence_of(chapter: Chapter) -> ReleaseSentence:
    return release_sentence(chapter.release_at, is_queued=chapter.is_queued)


def _format_near(moment: datetime) -> str:
    if moment - timezone.now() >= NEAR:
        return format_upcoming(moment)
    weekday = date_format(moment, pgettext("format of a weekday", "l"))
    return f"{weekday} {format_time(moment)}"
