"""Resolves a local day and time in a time zone, where clocks go forward and back."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from enum import Enum


class WallTimeKind(Enum):
    """How often a local time occurs on a day: once, never, or twice."""

    UNIQUE = "unique"
    SKIPPED = "skipped"
    REPEATED = "repeated"


@dataclass(frozen=True)
class WallTime:
    """A local time, and the moments that it can mean.

    moments: one, or two if the time is skipped or repeated; aware, in the zone, as its clocks
        show them.
    """

    day: date
    time: time
    kind: WallTimeKind
    moments: tuple[datetime, ...]

    def is_unambiguous(self) -> bool:
        return self.kind is WallTimeKind.UNIQUE


def resolve_wall_time(day: date, at: time, zone: tzinfo) -> WallTime:
    """Returns the moments that `at` on `day` can mean in `zone`, earliest first.

    For a skipped time, these are the moments by the offset after the change and by the offset
    before it: 01:30 EST and 03:30 EDT for a missing 02:30. Raises OverflowError within a day of
    the first or last day of the calendar.
    """
    # PEP 495: fold selects the offset before or after a change.
    early, late = (datetime.combine(day, at.replace(fold=fold), zone) for fold in (0, 1))
    before, after = early.utcoffset(), late.utcoffset()
    moments = sorted({moment.astimezone(UTC) for moment in (early, late)})
    kind = WallTimeKind.UNIQUE
    if before is not None and after is not None and before != after:
        kind = WallTimeKind.REPEATED if before > after else WallTimeKind.SKIPPED
    return WallTime(day, at, kind, tuple(moment.astimezone(zone) for moment in moments))
