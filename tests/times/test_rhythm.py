"""The slots of a rhythm: its days, and its time through changes of the clocks."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from serial.times.rhythm import Rhythm, RhythmKind
from tests.cases import each_case
from tests.sampling import examples, in_turns, sample

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
START, END = datetime(2024, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)
EVENING = time(18, 0)
WEEKLY, INTERVAL, MONTHLY = RhythmKind


def rhythm(
    kind: RhythmKind, *, first: str = "2024-01-01", zone: str = "UTC", at: time = EVENING
) -> Rhythm:
    return Rhythm(
        kind,
        date.fromisoformat(first),
        at,
        ZoneInfo(zone),
        weekdays=frozenset({1, 4}),
        interval_days=3,
        month_day=31,
    )


def days_after(rhythm: Rhythm, after: str, count: int) -> list[str]:
    slots = rhythm.slots(datetime.fromisoformat(after).replace(tzinfo=UTC), END)
    return [f"{next(slots).day:%m-%d}" for _ in range(count)]


def test_weekly_slots_are_on_its_weekdays() -> None:
    expected = ["11-27", "12-01", "12-04", "12-08"]
    assert days_after(rhythm(WEEKLY), "2026-11-25T20:00", 4) == expected


def test_interval_counts_from_the_first_day() -> None:
    assert days_after(rhythm(INTERVAL, first="2026-11-20"), "2026-11-25T20:00", 3) == [
        *("11-26", "11-29", "12-02")
    ]


def test_month_that_is_too_short_has_its_last_day() -> None:
    assert days_after(rhythm(MONTHLY), "2027-01-31T12:00", 4) == [
        *("01-31", "02-28", "03-31", "04-30")
    ]


@each_case("kind", list(RhythmKind))
def test_there_is_no_slot_before_the_first_day(kind: RhythmKind) -> None:
    first = days_after(rhythm(kind, first="2026-12-24"), "2026-11-25T20:00", 1)[0]
    assert first >= "12-24"


def test_slot_that_has_begun_is_over() -> None:
    friday = datetime(2026, 11, 27, 18, 0, tzinfo=UTC)
    assert next(rhythm(WEEKLY).slots(friday - MINUTE, END)).moment == friday
    assert next(rhythm(WEEKLY).slots(friday, END)).day == date(2026, 12, 1)


def test_time_that_is_left_out_becomes_later() -> None:
    # On 8 March 2026 at 02:00, the clocks of New York are put forward by an hour.
    at_night = rhythm(INTERVAL, first="2026-03-08", zone="America/New_York", at=time(2, 30))
    local = at_night.moment(date(2026, 3, 8)).astimezone(at_night.zone)
    assert f"{local:%d %H:%M %Z}" == "08 03:30 EDT"


def test_of_a_time_that_occurs_twice_the_first_counts() -> None:
    at_night = rhythm(INTERVAL, first="2026-11-01", zone="America/New_York", at=time(1, 30))
    local = at_night.moment(date(2026, 11, 1)).astimezone(at_night.zone)
    assert f"{local:%d %H:%M %Z}" == "01 01:30 EDT"


def test_day_that_a_zone_leaves_out_has_no_slot() -> None:
    # Samoa had no 30 December 2011.
    samoa = rhythm(INTERVAL, first="2011-12-27", zone="Pacific/Apia")
    slots = samoa.slots(datetime(2011, 12, 20, tzinfo=UTC), datetime(2012, 1, 10, tzinfo=UTC))
    local = [slot.moment.astimezone(samoa.zone).date() for slot in slots]
    assert len(set(local)) == len(local)


@pytest.mark.sweep
def test_each_day_of_seven_years_has_its_slot_in_every_zone() -> None:
    """Compares with the definition: the first moment at which the clocks show the time."""
    zones = sample(in_turns(sorted(available_timezones()), 0, 15))
    for zone, changes in zones_with_other_clocks(zones):
        name = zone.key
        near_changes = {
            change.astimezone(zone).date() + DAY * n for change in changes for n in (-1, 0, 1)
        }
        for at in hardest_times(changes, zone):
            daily = Rhythm(INTERVAL, date(2023, 12, 1), at, zone, interval_days=1)
            slots = list(daily.slots(START, END))
            assert slots[0].moment - START <= DAY * 2 and END - slots[-1].moment <= DAY * 2, name
            for slot, following in pairwise(slots):
                assert following.day - slot.day == DAY, name
            for slot in slots:
                wall = datetime.combine(slot.day, at)
                if slot.day in near_changes:
                    assert slot.moment == first_moment(wall, zone), (name, wall)
                else:
                    shown = slot.moment.astimezone(zone).replace(tzinfo=None)
                    assert shown == wall, (name, wall)


def zones_with_other_clocks(names: Iterable[str]) -> list[tuple[ZoneInfo, list[datetime]]]:
    """Returns the zones with their changes; of those with the same clocks in these years, one."""
    by_clocks = {}
    for name in names:
        zone = ZoneInfo(name)
        changes = list(changes_of(zone))
        offsets = [at.astimezone(zone).utcoffset() for at in (START, *changes)]
        by_clocks[(*offsets, *changes)] = (zone, changes)
    return list(by_clocks.values())


def first_moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """Tries each offset that the zone has about that day."""
    near = [wall.replace(tzinfo=UTC) + timedelta(hours=n) for n in (-40, 0, 40)]
    offsets = [moment.astimezone(zone).utcoffset() or timedelta() for moment in near]
    moments = sorted({wall.replace(tzinfo=UTC) - offset for offset in offsets})
    shown = [at for at in moments if at.astimezone(zone).replace(tzinfo=None) == wall]
    # Left out: as much later as the clocks are put forward.
    return shown[0] if shown else moments[-1]


def hardest_times(changes: list[datetime], zone: ZoneInfo) -> set[time]:
    """Returns times about the first changes of the zone, and the evening."""
    times = {EVENING}
    for change in changes[:2]:
        local = change.astimezone(zone).replace(tzinfo=None)
        times |= {(local + timedelta(minutes=n)).time() for n in (-30, 0)}
    return times


def changes_of(zone: ZoneInfo) -> Iterator[datetime]:
    """Yields the minutes at which the offset of the zone changes."""
    day, offset = START - DAY, (START - DAY).astimezone(zone).utcoffset()
    while day < END + DAY:
        next_offset = (day + DAY).astimezone(zone).utcoffset()
        if next_offset != offset:
            minutes = [day + MINUTE * n for n in range(24 * 60 + 1)]
            is_over = partial(_has_another_offset, zone, offset)
            yield minutes[bisect_left(minutes, True, key=is_over)]
        day, offset = day + DAY, next_offset


def _has_another_offset(zone: ZoneInfo, offset: timedelta | None, at: datetime) -> bool:
    return at.astimezone(zone).utcoffset() != offset


@settings(max_examples=examples(200))
@given(
    kind=st.sampled_from(list(RhythmKind)),
    zone=st.sampled_from(["America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"]),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    first=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    interval=st.integers(1, 365),
    month_day=st.integers(1, 31),
    start=st.integers(0, 100),
)
def test_slots_are_the_same_from_wherever_they_are_read(
    kind: RhythmKind,
    zone: str,
    at: time,
    first: date,
    weekdays: frozenset[int],
    interval: int,
    month_day: int,
    start: int,
) -> None:
    made = Rhythm(kind, first, at, ZoneInfo(zone), weekdays, interval, month_day)
    slots = list(made.slots(START, datetime(2031, 6, 1, tzinfo=UTC)))[:100]
    for index in range(min(start, len(slots) - 1)):
        following = made.slots(slots[index].moment, datetime(2032, 1, 1, tzinfo=UTC))
        assert next(following) == slots[index + 1]
        assert slots[index].moment < slots[index + 1].moment
