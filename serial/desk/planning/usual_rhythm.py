"""The rhythm that the former releases of a story show: what the forms for releases suggest."""

from datetime import date, timedelta
from typing import Final

from django.utils import timezone

from serial.desk.planning.usual_time import usual_time
from serial.stories.models import Story
from serial.times.rhythm import Rhythm, RhythmKind

DAY: Final = timedelta(days=1)
WEEK: Final = 7
# Of the last releases: of a story that comes out every day, each day of the week.
MAX_RELEASES: Final = 7


def usual_rhythm(story: Story, except_chapter: int | None = None) -> Rhythm | None:
    """Returns the rhythm that goes on after the last release, in the active time zone.

    Every second Friday stays every second Friday; Tuesdays and Fridays stay such. None without a
    release. except_chapter: its release does not count.
    """
    days = _last_days(story, except_chapter)
    if not days:
        return None
    zone, time = timezone.get_current_timezone(), usual_time(story)
    weekdays = frozenset(day.weekday() for day in days)
    interval = (days[-1] - days[-2]).days if len(days) > 1 else WEEK
    if len(weekdays) == 1 and interval != WEEK:
        first_day = days[-1] + DAY * interval
        return Rhythm(RhythmKind.INTERVAL, first_day, time, zone, interval_days=interval)
    return Rhythm(RhythmKind.WEEKLY, days[-1] + DAY, time, zone, weekdays)


def _last_days(story: Story, except_chapter: int | None) -> list[date]:
    """Returns the different days of the coming releases and, if they are few, of the last ones."""
    dated = story.chapters.not_deleted().filter(release_at__isnull=False)
    dated = dated.exclude(pk=except_chapter or 0).order_by("-release_at")
    now = timezone.now()
    moments = [at for at in dated.values_list("release_at", flat=True)[:MAX_RELEASES] if at]
    coming = [at for at in moments if at > now]
    chosen = coming if len(coming) > 1 else moments
    return sorted({timezone.localdate(at) for at in chosen})
