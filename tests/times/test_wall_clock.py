"""A wall clock shows a time once, never or twice a day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serial.times.wall_clock import Occurrence, WallTime, resolve_wall_time
from serial.times.zones import abbreviation, city_name

ZONES = ["America/New_York", "Europe/Helsinki", "Australia/Lord_Howe", "Africa/Cairo"]
ZONES += ["Asia/Tokyo", "UTC", "Pacific/Apia", "America/Sao_Paulo", "Africa/Casablanca"]
zones = st.sampled_from(ZONES).map(ZoneInfo)
minutes = st.times().map(lambda at: at.replace(second=0, microsecond=0))
days = st.dates(date(1970, 1, 2), date(2199, 12, 30))
NEW_YORK = ZoneInfo("America/New_York")


def read(zone: str, day: str, at: str) -> WallTime:
    return resolve_wall_time(date.fromisoformat(day), time.fromisoformat(at), ZoneInfo(zone))


def shown(reading: WallTime) -> list[str]:
    return [f"{moment:%d %H:%M} {abbreviation(moment)}" for moment in reading.moments]


# fmt: off
CHANGES = [
    ("America/New_York", "2026-11-01", "01:30", Occurrence.TWICE, ["01 01:30 EDT", "01 01:30 EST"]),
    ("America/New_York", "2027-03-14", "02:30", Occurrence.NEVER, ["14 01:30 EST", "14 03:30 EDT"]),
    ("America/New_York", "2027-03-14", "01:59", Occurrence.ONCE, ["14 01:59 EST"]),
    ("America/New_York", "2027-03-14", "03:00", Occurrence.ONCE, ["14 03:00 EDT"]),
    ("America/New_York", "2026-11-01", "02:00", Occurrence.ONCE, ["01 02:00 EST"]),
    ("Europe/Helsinki", "2026-10-25", "03:30", Occurrence.TWICE, ["25 03:30 EEST", "25 03:30 EET"]),
    ("Europe/Helsinki", "2026-03-29", "03:15", Occurrence.NEVER, ["29 02:15 EET", "29 04:15 EEST"]),
    # Half an hour only.
    ("Australia/Lord_Howe", "2026-04-05", "01:45", Occurrence.TWICE,
     ["05 01:45 UTC+11", "05 01:45 UTC+10:30"]),
    ("Australia/Lord_Howe", "2026-10-04", "02:15", Occurrence.NEVER,
     ["04 01:45 UTC+10:30", "04 02:45 UTC+11"]),
    ("Australia/Lord_Howe", "2026-10-04", "02:30", Occurrence.ONCE, ["04 02:30 UTC+11"]),
    # At midnight, so that one of the two is on the day before.
    ("Africa/Cairo", "2026-04-24", "00:30", Occurrence.NEVER, ["23 23:30 EET", "24 01:30 EEST"]),
    # A whole day left out.
    ("Pacific/Apia", "2011-12-30", "12:00", Occurrence.NEVER, ["29 12:00 UTC−10", "31 12:00 UTC+14"]),  # noqa: E501
    ("Asia/Tokyo", "2027-03-14", "02:30", Occurrence.ONCE, ["14 02:30 JST"]),
    ("UTC", "2027-03-14", "02:30", Occurrence.ONCE, ["14 02:30 UTC"]),
]
# fmt: on


@pytest.mark.parametrize(("zone", "day", "at", "occurs", "expected"), CHANGES)
def test_clock_changes(
    zone: str, day: str, at: str, occurs: Occurrence, expected: list[str]
) -> None:
    reading = read(zone, day, at)
    assert (reading.occurs, shown(reading)) == (occurs, expected)
    assert reading.is_clear() == (len(expected) == 1)


@given(days, minutes, zones)
def test_what_is_said_of_any_time(day: date, at: time, zone: ZoneInfo) -> None:
    reading = resolve_wall_time(day, at, zone)
    moments = [moment.astimezone(UTC) for moment in reading.moments]
    typed = datetime.combine(day, at)
    shown_there = [moment.replace(tzinfo=None, fold=0) for moment in reading.moments]
    assert moments == sorted(moments)
    if reading.occurs is Occurrence.NEVER:
        before, after = shown_there
        assert before < typed < after
    else:
        assert shown_there == [typed] * (2 if reading.occurs is Occurrence.TWICE else 1)


@given(st.datetimes(datetime(1970, 1, 2), datetime(2199, 12, 30)), zones)
def test_every_moment_is_among_those_its_own_time_can_mean(when: datetime, zone: ZoneInfo) -> None:
    moment = when.replace(tzinfo=UTC)
    local = moment.astimezone(zone)
    reading = resolve_wall_time(local.date(), local.time(), zone)
    assert reading.occurs is not Occurrence.NEVER
    assert moment in [each.astimezone(UTC) for each in reading.moments]


@given(st.integers(1970, 2036), st.integers(0, 1439))
def test_one_hour_a_year_is_skipped_and_one_repeated(year: int, minute: int) -> None:
    at = (datetime.min + timedelta(minutes=minute)).time()
    start = date(year, 1, 1)
    every_day = [start + timedelta(days=n) for n in range(365)]
    unclear = [day for day in every_day if not resolve_wall_time(day, at, NEW_YORK).is_clear()]
    assert len(unclear) <= 2
    assert bool(unclear) == (at.hour in {1, 2})


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("America/New_York", "New York"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("UTC", "UTC"),
        ("Etc/UTC", "UTC"),
        ("Australia/Lord_Howe", "Lord Howe"),
    ],
)
def test_the_zone_by_its_city(zone: str, name: str) -> None:
    assert city_name(ZoneInfo(zone)) == name


def test_the_zone_of_no_city() -> None:
    assert city_name(UTC) == "UTC"
