"""Stretches of the old text and of the new that stand between the same neighbours."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from serial.markup.paragraphs.chains import Pair


class Region(NamedTuple):
    """Half open: old_start up to, not including, old_end, and the same of the new."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int

    @property
    def olds(self) -> range:
        return range(self.old_start, self.old_end)

    @property
    def news(self) -> range:
        return range(self.new_start, self.new_end)

    def between(self, pairs: Iterable[Pair]) -> Iterator["Region"]:
        """What the pairs, which rise on both sides, leave of it: nothing that is empty on both."""
        i, j = self.old_start, self.new_start
        for old, new in [*pairs, (self.old_end, self.new_end)]:
            if i < old or j < new:
                yield Region(i, old, j, new)
            i, j = old + 1, new + 1
