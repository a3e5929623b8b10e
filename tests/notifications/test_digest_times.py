"""Digests come at the member's hour, in their time zone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from accounts.models import Preferences, User
from serial.notifications.choices import EmailFrequency
from serial.notifications.digest_times import DigestSchedule, digest_schedules
from serial.notifications.models import DigestTime
from tests.cases import each_case

NEW_YORK = "America/New_York"
DAILY, WEEKLY = EmailFrequency.DAILY, EmailFrequency.WEEKLY


def local(text: str, zone: str = NEW_YORK) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@each_case(
    "hour, weekday, frequency, after, expected",
    [
        (7, 5, DAILY, "2026-11-27T06:59", "2026-11-27T07:00"),
        (7, 5, DAILY, "2026-11-27T07:00", "2026-11-28T07:00"),
        # A Friday.
        (7, 4, WEEKLY, "2026-11-27T06:59", "2026-11-27T07:00"),
        (7, 4, WEEKLY, "2026-11-27T07:00", "2026-12-04T07:00"),
        (7, 3, WEEKLY, "2026-11-27T07:00", "2026-12-03T07:00"),
        # Clocks skip 02:00 to 03:00, and repeat 01:00 to 02:00.
        (2, 6, DAILY, "2026-03-08T01:00", "2026-03-08T03:00"),
        (2, 6, WEEKLY, "2026-03-02T01:00", "2026-03-08T03:00"),
        (1, 6, DAILY, "2026-11-01T00:30", "2026-11-01T01:00"),
    ],
)
def test_next_digest(
    hour: int, weekday: int, frequency: EmailFrequency, after: str, expected: str
) -> None:
    schedule = DigestSchedule(hour=hour, weekday=weekday, zone=NEW_YORK)
    assert schedule.next_digest(frequency, local(after)) == local(expected).astimezone(UTC)


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.integers(0, 23),
    st.integers(0, 6),
    st.timezone_keys(),
)
def test_digests_are_later_and_not_far(after: datetime, hour: int, weekday: int, zone: str) -> None:
    schedule = DigestSchedule(hour=hour, weekday=weekday, zone=zone)
    for frequency, longest in ((DAILY, 2), (WEEKLY, 8)):
        moment = schedule.next_digest(frequency, after)
        assert after < moment <= after + timedelta(days=longest, hours=2)


def test_schedules_of_many_members(
    reader: User, author: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Preferences.objects.update_or_create(user=reader, defaults={"time_zone": NEW_YORK})
    DigestTime.objects.create(user=reader, hour=21, weekday=0)
    with django_assert_num_queries(2):
        schedules = digest_schedules([reader.pk, author.pk])
    assert schedules == {
        reader.pk: DigestSchedule(hour=21, weekday=0, zone=NEW_YORK),
        author.pk: DigestSchedule(),
    }
