"""Regions: matching ranges of the old and the new version, between the same matched neighbours."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from serial.markup.paragraphs.chains import Pair


class Region(NamedTuple):
    """A half-open range of old blocks and one of new blocks; the ends are not included."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int

    @property
    def old_indexes(self) -> range:
        return range(self.old_start, self.old_end)

    @property
    def new_indexes(self) -> range:
        return range(self.new_start, self.new_end)

    def gaps_between(self, pairs: Iterable[Pair]) -> Iterator["Region"]:
        """Yields the regions between pairs that increase on both sides.

        Leaves out regions that are empty on both sides.
        """
        i, j = self.old_start, self.new_start
        for old, new in [*pairs, (self.old_end, self.new_end)]:
            if i < old or j < new:
                yield Region(i, old, j, new)
            i, j = old + 1, new + 1
