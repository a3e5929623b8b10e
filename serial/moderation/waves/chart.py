"""When the comments of a wave were posted: a strip of bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

BARS = 17
# In the units of the SVG.
BAR_WIDTH, BAR_STEP, HEIGHT = 18, 20, 56


@dataclass(frozen=True)
class Bar:
    x: int
    y: float
    height: float
    count: int


@dataclass(frozen=True)
class Strip:
    bars: Sequence[Bar]
    first: datetime
    last: datetime
    most: int
    most_at: datetime


def strip_of(times: Sequence[datetime]) -> Strip | None:
    """None if there is nothing to see: fewer than two, or all at the same moment."""
    if len(times) < 2 or min(times) == max(times):
        return None
    first, last = min(times), max(times)
    width = (last - first) / BARS
    counts = [0] * BARS
    for time in times:
        counts[min(int((time - first) / width), BARS - 1)] += 1
    most = max(counts)
    heights = [round((HEIGHT - 4) * count / most, 1) for count in counts]
    bars = [
        Bar(1 + n * BAR_STEP, round(HEIGHT - height, 1), height, counts[n])
        for n, height in enumerate(heights)
    ]
    return Strip(bars, first, last, most, first + width * counts.index(most))
