"""When a chapter goes out, or went out, in words for its author."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from serial.times.zones import city_name

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class ReleaseText:
    """The words, and the moment in the author's own zone for `<time datetime>`."""

    text: str
    moment: datetime | None

    def __str__(self) -> str:
        return self.text


def release_text(release_at: datetime | None) -> ReleaseText:
    """ "Draft", "Goes out …" or "Released …", by the active time zone and language."""
    if release_at is None:
        return ReleaseText(_("Draft"), None)
    moment = timezone.localtime(release_at)
    if release_at <= timezone.now():
        return ReleaseText(_("Released %(when)s") % {"when": format_moment(moment)}, moment)
    said = {
        "when": format_upcoming(moment),
        "zone": zone_name(),
        "distance": format_time_until(moment),
    }
    return ReleaseText(_("Goes out %(when)s, %(zone)s, %(distance)s") % said, moment)


def zone_name() -> str:
    """The author's zone by its city."""
    return city_name(timezone.get_current_timezone())


def format_day(day: date) -> str:
    # Translators: how Django's date filter is to write a day.
    return date_format(day, pgettext("format of a day", "j F Y"))


def format_time(moment: datetime) -> str:
    return date_format(moment, time_format_string())


def time_format_string() -> str:
    # Translators: how Django's date filter is to write a time of day.
    return pgettext("format of a time", "H:i")


def format_moment(moment: datetime) -> str:
    return _("%(day)s, %(time)s") % {"day": format_day(moment), "time": format_time(moment)}


def format_upcoming(moment: datetime) -> str:
    """A day to come by its weekday, and by its year where that is not this one."""
    if moment.year == timezone.localdate().year:
        written = pgettext("format of a day with its weekday", "l j F")
    else:
        written = pgettext("format of a day with its weekday", "l j F Y")
    return f"{date_format(moment, written)} {format_time(moment)}"


def format_time_until(moment: datetime) -> str:
    """ "in 5 hours"; from a day on by the days of the calendar, as people count them."""
    now = timezone.now()
    left = moment - now
    if left < HOUR:
        count = max(1, round(left / timedelta(minutes=1)))
        text = ngettext("in %(count)d minute", "in %(count)d minutes", count)
    elif left < DAY:
        count = round(left / HOUR)
        text = ngettext("in %(count)d hour", "in %(count)d hours", count)
    else:
        count = max(1, (moment.date() - timezone.localdate(now)).days)
        text = ngettext("in %(count)d day", "in %(count)d days", count)
    return text % {"count": count}
