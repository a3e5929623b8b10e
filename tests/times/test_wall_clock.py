"""A local time occurs once, never or twice on a day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from serial.times.wall_clock import WallTime, WallTimeKind, resolve_wall_time
from serial.times.zones import city_name, zone_abbreviation
from tests.cases import each_case
from tests.sampling import examples

ZONES = ["America/New_York", "Europe/Helsinki", "Australia/Lord_Howe", "Africa/Cairo"]
ZONES += ["Asia/Tokyo", "UTC", "Pacific/Apia", "America/Sao_Paulo", "Africa/Casablanca"]
zones = st.sampled_from(ZONES).map(ZoneInfo)
minutes = st.times().map(lambda at: at.replace(second=0, microsecond=0))
days = st.dates(date(1970, 1, 2), date(2199, 12, 30))
NEW_YORK = ZoneInfo("America/New_York")


def resolve(zone: str, day: str, at: str) -> WallTime:
    return resolve_wall_time(date.fromisoformat(day), time.fromisoformat(at), ZoneInfo(zone))


def format_moments(wall_time: WallTime) -> list[str]:
    return [f"{moment:%d %H:%M} {zone_abbreviation(moment)}" for moment in wall_time.moments]


UNIQUE, SKIPPED, REPEATED = WallTimeKind

# fmt: off
CHANGES = [
    ("America/New_York", "2026-11-01", "01:30", REPEATED, ["01 01:30 EDT", "01 01:30 EST"]),
    ("America/New_York", "2027-03-14", "02:30", SKIPPED, ["14 01:30 EST", "14 03:30 EDT"]),
    ("America/New_York", "2027-03-14", "01:59", UNIQUE, ["14 01:59 EST"]),
    ("America/New_York", "2027-03-14", "03:00", UNIQUE, ["14 03:00 EDT"]),
    ("America/New_York", "2026-11-01", "02:00", UNIQUE, ["01 02:00 EST"]),
    ("Europe/Helsinki", "2026-10-25", "03:30", REPEATED, ["25 03:30 EEST", "25 03:30 EET"]),
    ("Europe/Helsinki", "2026-03-29", "03:15", SKIPPED, ["29 02:15 EET", "29 04:15 EEST"]),
    # A change of half an hour.
    ("Australia/Lord_Howe", "2026-04-05", "01:45", REPEATED,
     ["05 01:45 UTC+11", "05 01:45 UTC+10:30"]),
    ("Australia/Lord_Howe", "2026-10-04", "02:15", SKIPPED,
     ["04 01:45 UTC+10:30", "04 02:45 UTC+11"]),
    ("Australia/Lord_Howe", "2026-10-04", "02:30", UNIQUE, ["04 02:30 UTC+11"]),
    # A change at midnight: one of the two moments is on the previous day.
    ("Africa/Cairo", "2026-04-24", "00:30", SKIPPED, ["23 23:30 EET", "24 01:30 EEST"]),
    # A whole day is skipped.
    ("Pacific/Apia", "2011-12-30", "12:00", SKIPPED, ["29 12:00 UTC−10", "31 12:00 UTC+14"]),
    ("Asia/Tokyo", "2027-03-14", "02:30", UNIQUE, ["14 02:30 JST"]),
    ("UTC", "2027-03-14", "02:30", UNIQUE, ["14 02:30 UTC"]),
]
# fmt: on


@each_case(("zone", "day", "at", "kind", "expected"), CHANGES)
def test_times_around_clock_changes(
    zone: str, day: str, at: str, kind: WallTimeKind, expected: list[str]
) -> None:
    wall_time = resolve(zone, day, at)
    assert (wall_time.kind, format_moments(wall_time)) == (kind, expected)
    assert wall_time.is_unambiguous() == (len(expected) == 1)


@given(days, minutes, zones)
def test_moments_of_any_time(day: date, at: time, zone: ZoneInfo) -> None:
    wall_time = resolve_wall_time(day, at, zone)
    moments = [moment.astimezone(UTC) for moment in wall_time.moments]
    typed = datetime.combine(day, at)
    local_times = [moment.replace(tzinfo=None, fold=0) for moment in wall_time.moments]
    assert moments == sorted(moments)
    if wall_time.kind is WallTimeKind.SKIPPED:
        before, after = local_times
        assert before < typed < after
    else:
        assert local_times == [typed] * (2 if wall_time.kind is WallTimeKind.REPEATED else 1)


@given(st.datetimes(datetime(1970, 1, 2), datetime(2199, 12, 30)), zones)
def test_every_moment_is_one_of_the_moments_of_its_local_time(
    when: datetime, zone: ZoneInfo
) -> None:
    moment = when.replace(tzinfo=UTC)
    local = moment.astimezone(zone)
    wall_time = resolve_wall_time(local.date(), local.time(), zone)
    assert wall_time.kind is not WallTimeKind.SKIPPED
    assert moment in [candidate.astimezone(UTC) for candidate in wall_time.moments]


@settings(max_examples=examples(200))
@given(st.integers(1970, 2036), st.integers(0, 1439))
def test_one_hour_a_year_is_skipped_and_one_repeated(year: int, minute: int) -> None:
    at = (datetime.min + timedelta(minutes=minute)).time()
    start = date(year, 1, 1)
    every_day = [start + timedelta(days=n) for n in range(365)]
    ambiguous = [
        day for day in every_day if not resolve_wall_time(day, at, NEW_YORK).is_unambiguous()
    ]
    assert len(ambiguous) <= 2
    assert bool(ambiguous) == (at.hour in {1, 2})


@each_case(
    ("zone", "name"),
    [
        ("America/New_York", "New York"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("UTC", "UTC"),
        ("Etc/UTC", "UTC"),
        ("Australia/Lord_Howe", "Lord Howe"),
    ],
)
def test_zone_has_the_name_of_its_city(zone: str, name: str) -> None:
    assert city_name(ZoneInfo(zone)) == name


def test_utc_has_no_city() -> None:
    assert city_name(UTC) == "UTC"
