"""Which items two sequences share, in order, within a limit of steps.

difflib's time grows with the cube of the length for texts that repeat few words. This gives up
instead, and then reports less in common than there is.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# A step is an iteration of the innermost loop, about 0.7 µs.
MAX_STEPS = 1_500_000
# Of one gap between anchors, whose steps are kept in memory until it is matched.
MAX_STEPS_AT_ONCE = 300_000

Pair = tuple[int, int]


@dataclass
class Budget:
    """How many steps are left for the comparison of two texts."""

    steps: int = MAX_STEPS


def match(old: Sequence[str], new: Sequence[str], budget: Budget) -> list[Pair]:
    """Returns the positions of items that are equal, ascending in both sequences.

    The items that each has once are the anchors, as in a "patience diff"; between two anchors, the
    shortest edit is searched (Myers, "An O(ND) difference algorithm", 1986).
    """
    pairs: list[Pair] = []
    start_old = start_new = 0
    for i, j in [*_anchors(old, new), (len(old), len(new))]:
        gap = _match_gap(old[start_old:i], new[start_new:j], budget)
        pairs += [(start_old + a, start_new + b) for a, b in gap]
        if i < len(old):
            pairs.append((i, j))
        start_old, start_new = i + 1, j + 1
    return pairs


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    counts, new_counts = Counter(old), Counter(new)
    positions = {item: j for j, item in enumerate(new) if new_counts[item] == 1}
    shared = [
        (i, positions[item])
        for i, item in enumerate(old)
        if item in positions and counts[item] == 1
    ]
    return _longest_ascending(shared)


def _longest_ascending(pairs: list[Pair]) -> list[Pair]:
    """Returns the longest part of the pairs in which the second numbers ascend, too."""
    # For each length, the lowest number with which such a part ends, and the index of its pair.
    ends: list[int] = []
    last: list[int] = []
    previous: list[int] = []
    for index, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        ends[length : length + 1] = [j]
        last[length : length + 1] = [index]
        previous.append(last[length - 1] if length else -1)
    ascending: list[Pair] = []
    index = last[-1] if last else -1
    while index >= 0:
        ascending.append(pairs[index])
        index = previous[index]
    return ascending[::-1]


def _match_gap(old: Sequence[str], new: Sequence[str], budget: Budget) -> list[Pair]:
    shorter = min(len(old), len(new))
    start = 0
    while start < shorter and old[start] == new[start]:
        start += 1
    end = 0
    while end < shorter - start and old[-1 - end] == new[-1 - end]:
        end += 1
    middle = _shortest_edit(old[start : len(old) - end], new[start : len(new) - end], budget)
    return [
        *((n, n) for n in range(start)),
        *((start + i, start + j) for i, j in middle),
        *((len(old) - n, len(new) - n) for n in range(end, 0, -1)),
    ]


def _shortest_edit(old: Sequence[str], new: Sequence[str], budget: Budget) -> list[Pair]:
    """Returns no pairs if the steps do not suffice."""
    if not old or not new:
        return []
    allowed = min(budget.steps, MAX_STEPS_AT_ONCE)
    # By diagonal (position in the old minus that in the new): how far into the old each edit leads.
    furthest = {1: 0}
    by_edits: list[list[int]] = []
    for edits in range(len(old) + len(new) + 1):
        diagonals = range(-edits, edits + 1, 2)
        for diagonal in diagonals:
            is_added = _comes_from_above(furthest, diagonal, edits)
            i = start = furthest[diagonal + 1] if is_added else furthest[diagonal - 1] + 1
            j = i - diagonal
            while i < len(old) and j < len(new) and old[i] == new[j]:
                i += 1
                j += 1
            furthest[diagonal] = i
            allowed -= 1 + i - start
            budget.steps -= 1 + i - start
            if i == len(old) and j == len(new):
                return list(_trace_back(by_edits, i, j))[::-1]
        if allowed < 0:
            return []
        by_edits.append([furthest[diagonal] for diagonal in diagonals])
    raise AssertionError("the last edit is longer than both")  # pragma: no cover


def _comes_from_above(furthest: dict[int, int], diagonal: int, edits: int) -> bool:
    """Whether the best edit that ends on this diagonal ends by adding an item."""
    if diagonal in (-edits, edits):
        return diagonal == -edits
    return furthest[diagonal - 1] < furthest[diagonal + 1]


def _trace_back(by_edits: list[list[int]], i: int, j: int) -> Iterator[Pair]:
    """Yields the matches that the edit to (i, j) passes, from the last to the first."""
    for edits in range(len(by_edits), 0, -1):
        before = dict(zip(range(1 - edits, edits, 2), by_edits[edits - 1], strict=True))
        diagonal = i - j
        is_added = _comes_from_above(before, diagonal, edits)
        from_diagonal = diagonal + 1 if is_added else diagonal - 1
        old_i = before[from_diagonal]
        old_j = old_i - from_diagonal
        while i > old_i and j > old_j:
            i, j = i - 1, j - 1
            yield i, j
        i, j = old_i, old_j
    while i > 0 and j > 0:
        i, j = i - 1, j - 1
        yield i, j
