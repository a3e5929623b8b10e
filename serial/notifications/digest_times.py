"""When members get their digests: at their hour, in their time zone, through clock changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from accounts.models import Preferences
from accounts.models.preferences import DEFAULT_TIME_ZONE
from serial.compiled_queries import InIds
from serial.notifications.choices import EmailFrequency
from serial.notifications.models import DigestTime
from serial.notifications.models.digest_time import DEFAULT_HOUR, DEFAULT_WEEKDAY
from serial.times.wall_clock import resolve_wall_time


@dataclass(frozen=True)
class DigestSchedule:
    """weekday: of the weekly digest, 0 for Monday. zone: a name of the tz database."""

    hour: int = DEFAULT_HOUR
    weekday: int = DEFAULT_WEEKDAY
    zone: str = DEFAULT_TIME_ZONE

    def next_digest(self, frequency: EmailFrequency, after: datetime) -> datetime:
        """Returns the first moment of a digest that is later than `after`, in UTC.

        frequency: DAILY or WEEKLY. An hour that a clock change skips is the one after it; of one
        that occurs twice it is the first.
        """
        day = self.day_of(after)
        while frequency == EmailFrequency.WEEKLY and day.weekday() != self.weekday:
            day += timedelta(days=1)
        step = timedelta(days=7 if frequency == EmailFrequency.WEEKLY else 1)
        moment = self._moment(day)
        if moment <= after:
            moment = self._moment(day + step)
        return moment

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(ZoneInfo(self.zone)).date()

    def _moment(self, day: date) -> datetime:
        moments = resolve_wall_time(day, time(self.hour), ZoneInfo(self.zone)).moments
        chosen = next((at for at in moments if at.hour >= self.hour), moments[-1])
        return chosen.astimezone(UTC)


def digest_schedules(user_ids: Iterable[int]) -> dict[int, DigestSchedule]:
    """Returns when each of these members gets digests. Two queries for any number of members."""
    ids = list(user_ids)
    preferences = Preferences.objects.filter(InIds("user_id", ids))
    zones = dict(preferences.values_list("user_id", "time_zone"))
    times = DigestTime.objects.filter(InIds("user_id", ids))
    rows = times.values_list("user_id", "hour", "weekday")
    chosen = {user_id: (hour, weekday) for user_id, hour, weekday in rows}
    schedules = {}
    for user_id in ids:
        hour, weekday = chosen.get(user_id, (DEFAULT_HOUR, DEFAULT_WEEKDAY))
        zone = zones.get(user_id, DEFAULT_TIME_ZONE)
        schedules[user_id] = DigestSchedule(hour=hour, weekday=weekday, zone=zone)
    return schedules
