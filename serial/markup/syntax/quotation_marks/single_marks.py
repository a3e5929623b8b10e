"""Decides which single marks open a quotation; the others close one or are apostrophes.

A single mark before a word may open or be an apostrophe: 'Fire!', 'Frisco. The marks of a paragraph
depend on one another: a quotation needs an end, it ends before the double marks around it do, and
there are no single marks directly within single marks. So every reading of a mark has a cost, and
the reading of the whole paragraph that costs least is taken. This is the Viterbi algorithm with two
states, outside and inside of single marks; it takes time in proportion to the number of marks.
"""

from collections.abc import Iterable
from enum import Enum, auto
from math import inf
from typing import NamedTuple, Optional, Protocol


class Kind(Enum):
    DOUBLE_OPENS = auto()
    DOUBLE_CLOSES = auto()
    # The others are of single marks.
    OPENS = auto()
    OPENS_OR_APOSTROPHE = auto()
    OPENS_OR_CLOSES = auto()
    CLOSES_OR_APOSTROPHE = auto()


# What a mark at a position is.
Mark = tuple[Kind, int]


class Costs(Protocol):
    """What each reading of a mark costs; see costs.py."""

    @property
    def unopened(self) -> float: ...

    @property
    def double_inside(self) -> float: ...

    def opening(self, position: int) -> float: ...

    def opening_and_apostrophe(self, position: int) -> tuple[float, float]: ...

    def closing(self, position: int, opening: int) -> float: ...

    def not_closing(self, position: int) -> float: ...

    def interrupted(self, position: int, opening: int) -> float:
        """... if the quotation that began at `opening` has not ended at `position`, and must."""
        ...

    def unclosed(self, opening: int) -> float:
        """... if the quotation that began at `opening` does not end in the paragraph."""
        ...


class _Opening(NamedTuple):
    """The last opening mark of a reading, and those before it."""

    position: int
    previous: Optional["_Opening"]


def find_openings(marks: Iterable[Mark], costs: Costs) -> set[int]:
    """Returns the positions of the single marks that open."""
    readings = _Readings(costs)
    for kind, position in marks:
        readings.add(kind, position)
    return readings.best()


class _Readings:
    """The cheapest readings so far that end outside and inside of single marks.

    cost_inside is infinite while there is no reading that ends inside. doubles: the number of
    double marks that are open within the single ones.
    """

    def __init__(self, costs: Costs) -> None:
        self._costs = costs
        self._cost_outside = 0.0
        self._outside: _Opening | None = None
        self._cost_inside = inf
        self._inside: _Opening | None = None
        self._doubles = 0

    def add(self, kind: Kind, position: int) -> None:
        if kind is Kind.CLOSES_OR_APOSTROPHE:
            self._close(position)
        elif kind is Kind.OPENS_OR_APOSTROPHE:
            opening, apostrophe = self._costs.opening_and_apostrophe(position)
            opened = self._opened(position, opening)
            self._cost_outside += apostrophe
            self._cost_inside += apostrophe
            self._enter_if_cheaper(*opened)
        elif kind is Kind.DOUBLE_OPENS:
            self._doubles += 1
            self._cost_inside += self._costs.double_inside
        elif kind is Kind.DOUBLE_CLOSES:
            self._close_double(position)
        elif kind is Kind.OPENS:
            opened = self._opened(position, self._costs.opening(position))
            self._cost_outside = self._cost_inside = inf
            self._enter_if_cheaper(*opened)
        else:
            cost, before = self._cost_outside + self._costs.opening(position), self._outside
            self._close(position)
            self._enter_if_cheaper(cost, _Opening(position, before))

    def best(self) -> set[int]:
        opening = self._outside
        if self._inside and self._cost_inside < inf:
            unclosed = self._cost_inside + self._costs.unclosed(self._inside.position)
            opening = self._inside if unclosed < self._cost_outside else self._outside
        positions = set()
        while opening:
            positions.add(opening.position)
            opening = opening.previous
        return positions

    def _opened(self, position: int, opening: float) -> tuple[float, _Opening]:
        """The cheapest reading in which the mark at `position` opens."""
        cost, before = self._cost_outside, self._outside
        if self._inside:
            interrupted = self._costs.interrupted(position, self._inside.position)
            if self._cost_inside + interrupted < cost:
                cost, before = self._cost_inside + interrupted, self._inside
        return cost + opening, _Opening(position, before)

    def _enter_if_cheaper(self, cost: float, opening: _Opening) -> None:
        if cost < self._cost_inside:
            self._cost_inside, self._inside, self._doubles = cost, opening, 0

    def _close(self, position: int) -> None:
        not_closing = self._costs.not_closing(position)
        self._cost_outside += min(not_closing, self._costs.unopened)
        if self._inside:
            closed = self._cost_inside + self._costs.closing(position, self._inside.position)
            self._cost_inside += not_closing
            self._leave_if_cheaper(closed)

    def _close_double(self, position: int) -> None:
        if self._doubles:
            self._doubles -= 1
        elif self._inside:
            interrupted = self._costs.interrupted(position, self._inside.position)
            self._leave_if_cheaper(self._cost_inside + interrupted)
            self._cost_inside, self._inside = inf, None

    def _leave_if_cheaper(self, cost: float) -> None:
        if cost < self._cost_outside:
            self._cost_outside, self._outside = cost, self._inside
