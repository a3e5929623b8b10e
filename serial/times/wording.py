"""Texts for days and times: of releases at the desk, and of what is new on the home page."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.contrib.humanize.templatetags.humanize import naturaltime
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from serial.times.zones import city_name

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# The months and years of the Gregorian calendar have these lengths on average.
DAYS_OF_WEEK, DAYS_OF_MONTH, DAYS_OF_YEAR = 7, 30.44, 365.25


@dataclass(frozen=True)
class ReleaseText:
    """A text, and the release time in the author's zone for `<time datetime>`."""

    text: str
    moment: datetime | None

    def __str__(self) -> str:
        return self.text


def release_text(release_at: datetime | None) -> ReleaseText:
    """Returns "Draft", "Releases …" or "Released …" in the active time zone and language."""
    if release_at is None:
        return ReleaseText(_("Draft"), None)
    moment = timezone.localtime(release_at)
    if release_at <= timezone.now():
        return ReleaseText(_("Released %(when)s") % {"when": format_upcoming(moment)}, moment)
    params = {
        "when": format_upcoming(moment),
        "zone": zone_name(),
        "time_until": format_time_until(moment),
    }
    # Translators: as in "Releases Friday 28 November, 18:00 (New York), in 3 days".
    return ReleaseText(_("Releases %(when)s (%(zone)s), %(time_until)s") % params, moment)


def zone_name() -> str:
    """Returns the name of the active time zone: its city."""
    return city_name(timezone.get_current_timezone())


def format_day(day: date) -> str:
    # Translators: the format of a day, for Django's date filter.
    return date_format(day, pgettext("format of a day", "j\N{NO-BREAK SPACE}F Y"))


def format_weekday(day: date) -> str:
    """Returns a day near today, without its year: "Wednesday, 25 November"."""
    # Translators: the format of a day without its year, for Django's date filter.
    return date_format(day, pgettext("format of a day without its year", "l, j\N{NO-BREAK SPACE}F"))


def format_release_day(moment: datetime | None) -> str:
    """Returns the day for readers, "" for none. An hour would need its time zone beside it."""
    return format_weekday(timezone.localdate(moment)) if moment else ""


def format_return(day: date) -> str:
    """Returns a text such as "in January", or "on Friday, 11 December" of this month."""
    today = timezone.localdate()
    if (day.year, day.month) == (today.year, today.month):
        return _("on %(day)s") % {"day": format_weekday(day)}
    is_near = day - today < timedelta(days=300)
    month_format = pgettext("format of a month", "F") if is_near else "F Y"
    return _("in %(month)s") % {"month": date_format(day, month_format)}


def format_short_weekday(day: date) -> str:
    """Returns a day near today in few letters: "Wed 25 Nov"."""
    return _format_day(day, _short_weekday_format(), get_language())


def _short_weekday_format() -> str:
    # Translators: the short format of a day without its year, for Django's date filter.
    return pgettext("short format of a day without its year", "D j\N{NO-BREAK SPACE}M")


def format_short_day(day: date, this_year: int) -> str:
    """Returns a day of a list in few letters: "25 Nov", or "25 Nov 2025" if it is not this year."""
    return ShortDates(this_year).day(day)


# A list of a thousand chapters has as many days, and Django takes 20 µs for each.
@lru_cache(maxsize=4_000)
def _format_day(day: date, day_format: str, _language: str | None) -> str:
    """_language: the active one, in which the names of months and weekdays are."""
    return date_format(day, day_format)


def format_past_day(day: date) -> str:
    """Returns "Today", "Yesterday", "19 November", or "19 November 2025" of another year."""
    today = timezone.localdate()
    if day == today:
        return pgettext("the day of a list", "Today")
    if day == today - DAY:
        return pgettext("the day of a list", "Yesterday")
    if day.year == today.year:
        # Translators: the format of a day of this year, for Django's date filter.
        day_format = pgettext("format of a day of this year", "j\N{NO-BREAK SPACE}F")
        return _format_day(day, day_format, get_language())
    return format_day(day)


def format_past_moment(moment: datetime) -> str:
    """Returns "today 14:02", "yesterday 22:15" or "19 November, 9:12", inside a sentence."""
    time, today = format_time(moment), timezone.localdate()
    if moment.date() == today:
        return _("today %(time)s") % {"time": time}
    if moment.date() == today - DAY:
        return _("yesterday %(time)s") % {"time": time}
    return _("%(day)s, %(time)s") % {"day": format_past_day(moment.date()), "time": time}


def format_time(moment: datetime) -> str:
    return date_format(moment, time_format_string())


def time_format_string() -> str:
    # Translators: the format of a time of day, for Django's date filter.
    return pgettext("format of a time", "H:i")


def format_moment(moment: datetime) -> str:
    return _("%(day)s, %(time)s") % {"day": format_day(moment), "time": format_time(moment)}


def format_upcoming(moment: datetime) -> str:
    """Returns the weekday, day and time; with the year only if it is not the current one."""
    params = {"day": format_upcoming_day(moment.date()), "time": format_time(moment)}
    return _("%(day)s, %(time)s") % params


def format_upcoming_day(day: date) -> str:
    """Returns the weekday and day, with the year only if it is not the current one."""
    if day.year == timezone.localdate().year:
        day_format = pgettext("format of a day with its weekday", "l j\N{NO-BREAK SPACE}F")
    else:
        day_format = pgettext("format of a day with its weekday", "l j\N{NO-BREAK SPACE}F Y")
    return date_format(day, day_format)


def format_short_moment(moment: datetime) -> str:
    """Returns a moment near today in few letters: "Fri 11 Dec, 18:00"; another year is named."""
    return ShortDates(timezone.localdate().year).moment(moment)


class ShortDates:
    """The days and moments of a list, in few letters.

    Looks up once what depends on the language: for a list of a thousand chapters, that would take
    longer than the formatting.
    """

    def __init__(self, this_year: int) -> None:
        self.this_year = this_year
        self.language = get_language()
        # Translators: the short format of a day of this year, for Django's date filter.
        self.near_day = pgettext("short format of a day of this year", "j\N{NO-BREAK SPACE}M")
        # Translators: the short format of a day of another year, for Django's date filter.
        self.far = pgettext("short format of a day with its year", "D j\N{NO-BREAK SPACE}M Y")
        self.near = _short_weekday_format()
        self.text = _("%(day)s, %(time)s")
        self.times: dict[tuple[int, int], str] = {}

    def day(self, day: date) -> str:
        near = day.year == self.this_year
        return _format_day(day, self.near_day if near else "SHORT_DATE_FORMAT", self.language)

    def moment(self, moment: datetime) -> str:
        day_format = self.near if moment.year == self.this_year else self.far
        day = _format_day(moment.date(), day_format, self.language)
        minute = moment.hour, moment.minute
        time = self.times.get(minute) or self.times.setdefault(minute, format_time(moment))
        return self.text % {"day": day, "time": time}


def format_time_until(moment: datetime) -> str:
    """Returns a text such as "in 5 hours", "in 2 days", "in 3 weeks" or "in 5 months".

    Rounded, but not to 60 minutes or 24 hours: the one is an hour, the other may be today. Days are
    those of the calendar.
    """
    now = timezone.now()
    remaining = moment - now
    if remaining < HOUR:
        count = min(59, max(1, round(remaining / timedelta(minutes=1))))
        text = ngettext("in %(count)d minute", "in %(count)d minutes", count)
    elif remaining < DAY:
        count = min(23, round(remaining / HOUR))
        text = ngettext("in %(count)d hour", "in %(count)d hours", count)
    else:
        days = max(1, (moment.date() - timezone.localdate(now)).days)
        return _format_days_until(days)
    return text % {"count": count}


def _format_days_until(days: int) -> str:
    if days < 2 * DAYS_OF_WEEK:
        count = days
        text = ngettext("in %(count)d day", "in %(count)d days", count)
    elif days < 2 * DAYS_OF_MONTH:
        count = round(days / DAYS_OF_WEEK)
        text = ngettext("in %(count)d week", "in %(count)d weeks", count)
    elif days < 2 * DAYS_OF_YEAR:
        count = round(days / DAYS_OF_MONTH)
        text = ngettext("in %(count)d month", "in %(count)d months", count)
    else:
        count = round(days / DAYS_OF_YEAR)
        text = ngettext("in %(count)d year", "in %(count)d years", count)
    return text % {"count": count}


def format_time_since(moment: datetime) -> str:
    """Returns a text such as "5 hours ago"; "just now" for less than a minute."""
    if timezone.now() - moment < timedelta(minutes=1):
        return _("just now")
    return str(naturaltime(moment))
