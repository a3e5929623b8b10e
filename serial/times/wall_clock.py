"""What a time of day on a date means in a zone, where clocks go forward and back."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from enum import Enum


class Occurrence(Enum):
    """How often a wall clock shows a time on a day."""

    ONCE = "once"
    NEVER = "never"
    TWICE = "twice"


@dataclass(frozen=True)
class WallTime:
    """A local time as somebody typed it, and the moments that they can mean by it."""

    day: date
    time: time
    occurs: Occurrence
    # One, or for NEVER and TWICE two; aware, in the zone, as its clocks really show them.
    moments: tuple[datetime, ...]

    def is_clear(self) -> bool:
        return self.occurs is Occurrence.ONCE


def resolve_wall_time(day: date, at: time, zone: tzinfo) -> WallTime:
    """The moments that `at` on `day` can mean in `zone`, earliest first.

    For a time that the clocks skip they are those by the offset after the change and before it:
    01:30 EST and 03:30 EDT for a missing 02:30. Raises OverflowError within a day of either
    end of the calendar.
    """
    # PEP 495: the fold chooses between the offsets on either side of a change.
    early, late = (datetime.combine(day, at.replace(fold=fold), zone) for fold in (0, 1))
    before, after = early.utcoffset(), late.utcoffset()
    moments = sorted({moment.astimezone(UTC) for moment in (early, late)})
    occurs = Occurrence.ONCE
    if before is not None and after is not None and before != after:
        occurs = Occurrence.TWICE if before > after else Occurrence.NEVER
    return WallTime(day, at, occurs, tuple(moment.astimezone(zone) for moment in moments))
