"""The order in which the characters of a line stand, where scripts of two directions meet.

The Unicode bidirectional algorithm (https://www.unicode.org/reports/tr9/) without its explicit
formatting characters and paired brackets, which no title needs.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, TypeVar

T = TypeVar("T")

_STRONG: Final = ("L", "R")
_NUMBERS: Final = ("EN", "AN")
_SEPARATORS: Final = ("ES", "ET", "CS")


def is_right_to_left(text: str) -> bool:
    """True if the first letter with a direction runs right to left."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((kind in ("R", "AL") for kind in directions if kind in ("L", "R", "AL")), False)


def embedding_levels(text: str, right_to_left: bool) -> list[int]:
    """Returns a level per character: odd ones run right to left."""
    base = "R" if right_to_left else "L"
    kinds = _resolve_neutral(_resolve_weak(text, base), base)
    return [_level(kind, int(right_to_left)) for kind in kinds]


def visual_order(items: Sequence[T], levels: Sequence[int]) -> list[T]:
    """Returns the items of a line, with a level each, from left to right."""
    order = list(range(len(items)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = max(end, start + 1)
    return [items[index] for index in order]


def _resolve_weak(text: str, base: str) -> list[str]:
    """Rules W1 to W7: numbers and what belongs to them."""
    kinds: list[str] = []
    strong = base
    for character in text:
        kind = unicodedata.bidirectional(character) or "L"
        if kind in ("NSM", "BN"):
            kind = kinds[-1] if kinds else base
        elif kind == "EN" and strong == "AL":
            kind = "AN"
        elif kind in ("L", "R", "AL"):
            strong = kind
        kinds.append(kind)
    _join_separators(kinds)
    return list(_resolve_numbers(kinds, base))


def _resolve_numbers(kinds: Sequence[str], base: str) -> Iterator[str]:
    """Rule W7: a number after Latin letters is one of them."""
    strong = base
    for kind in kinds:
        if kind in ("L", "R", "AL"):
            strong = "R" if kind == "AL" else kind
            yield strong
        else:
            yield "L" if kind == "EN" and strong == "L" else kind


def _join_separators(kinds: list[str]) -> None:
    """Rules W4 to W6: "1,000" and "50%" are one number; other separators are neutral."""
    for index in range(1, len(kinds) - 1):
        before, kind, after = kinds[index - 1 : index + 2]
        joined_by = {"EN": ("CS", "ES"), "AN": ("CS",)}.get(before, ())
        if before == after and kind in joined_by:
            kinds[index] = before
    for order, step in ((range(len(kinds)), -1), (reversed(range(len(kinds))), 1)):
        for index in order:
            if kinds[index] == "ET" and kinds[index + step : index + step + 1] == ["EN"]:
                kinds[index] = "EN"
    for index, kind in enumerate(kinds):
        if kind in _SEPARATORS:
            kinds[index] = "ON"


def _resolve_neutral(kinds: Sequence[str], base: str) -> list[str]:
    """Rules N1 and N2: what stands between two of one direction has it, others the base's."""
    resolved: list[str] = []
    runs = [(kind, len(list(run))) for kind, run in groupby(kinds, _strong_or_neutral)]
    for index, (kind, length) in enumerate(runs):
        if kind != "ON":
            resolved += kinds[len(resolved) : len(resolved) + length]
            continue
        before = _side(runs[index - 1][0]) if index else base
        after = _side(runs[index + 1][0]) if index + 1 < len(runs) else base
        resolved += [before if before == after else base] * length
    return resolved


def _strong_or_neutral(kind: str) -> str:
    return kind if kind in _STRONG or kind in _NUMBERS else "ON"


def _side(kind: str) -> str:
    return "R" if kind in _NUMBERS else kind


def _level(kind: str, base: int) -> int:
    if kind == "L":
        return 2 * base
    return 1 if kind == "R" else 2
