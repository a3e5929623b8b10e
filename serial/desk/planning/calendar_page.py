"""The release calendar: one month with the scheduled and released chapters of each day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.translation import pgettext

from serial.chapters.models import Chapter
from serial.chapters.models.chapter import EARLIEST_RELEASE, LATEST_RELEASE
from serial.desk.owned_admin import OwnedChapterAdmin
from serial.times.months import add_months, month_weeks, parse_month
from serial.times.weeks import first_weekday
from serial.times.wording import time_format_string, zone_name

# No time zone differs from UTC by more than this.
MAX_ZONE_OFFSET = timedelta(days=1)


@dataclass(frozen=True)
class CalendarDay:
    """A day of the month and its chapters by release time; `label` is the date in full."""

    day: date
    label: str
    is_today: bool
    chapters: list[Chapter]


class CalendarPage(OwnedChapterAdmin):
    """Adds the page to a ModelAdmin of chapters; it shows only the chapters of that admin."""

    change_list_template = "desk/chapter_list.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.show_calendar)
        page = path("calendar/", view, name="chapters_chapter_calendar")
        return [page, *super().get_urls()]

    def show_calendar(self, request: HttpRequest) -> HttpResponse:
        this_month = timezone.localdate().replace(day=1)
        # Without a valid month in the query, show the current one.
        month = _in_range(parse_month(request.GET.get("month", ""))) or this_month
        chapters = self._released_in(request, month)
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "title": date_format(month, "YEAR_MONTH_FORMAT"),
            "opts": Chapter._meta,
            "weekdays": _weekdays(),
            "weeks": _weeks(month, chapters),
            "is_empty": not any(day.month == month.month for day in chapters),
            "previous_month": _in_range(add_months(month, -1)),
            "next_month": _in_range(add_months(month, 1)),
            "this_month": None if month == this_month else this_month,
            "time_format": time_format_string(),
            "zone": zone_name(),
        }
        return TemplateResponse(request, "desk/calendar.html", context)

    def _released_in(self, request: HttpRequest, month: date) -> dict[date, list[Chapter]]:
        """Returns chapters by day in the author's zone, with some days of the months around it."""
        start, end = (
            datetime.combine(first_day, time(), UTC) for first_day in (month, add_months(month, 1))
        )
        chapters = (
            self.get_queryset(request)
            .not_deleted()
            .filter(release_at__gte=start - MAX_ZONE_OFFSET, release_at__lt=end + MAX_ZONE_OFFSET)
            .select_related("story")
            .only("title", "number", "release_at", "story__title")
            .order_by("release_at", "story__title", "position", "pk")
        )
        by_day: dict[date, list[Chapter]] = defaultdict(list)
        for chapter in chapters:
            by_day[timezone.localdate(chapter.release_at)].append(chapter)
        return by_day


def _in_range(month: date | None) -> date | None:
    """Returns the month if a chapter can be released in it, else None."""
    years = range(EARLIEST_RELEASE.year, LATEST_RELEASE.year)
    return month if month and month.year in years else None


def _weekdays() -> list[tuple[str, str]]:
    """Returns (abbreviation, name) of each weekday, in the order of the locale."""
    days = [(first_weekday() + n) % 7 for n in range(7)]
    return [(str(WEEKDAYS_ABBR[day]), str(WEEKDAYS[day])) for day in days]


def _weeks(month: date, chapters: dict[date, list[Chapter]]) -> list[list[CalendarDay | None]]:
    today = timezone.localdate()
    day_format = pgettext("format of a day of the month shown", "l j\N{NO-BREAK SPACE}F")

    def make_day(day: date | None) -> CalendarDay | None:
        if day is None:
            return None
        return CalendarDay(day, date_format(day, day_format), day == today, chapters.get(day, []))

    return [[make_day(day) for day in week] for week in month_weeks(month, first_weekday())]
