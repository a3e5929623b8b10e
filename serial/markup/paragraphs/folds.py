"""Finds folded passages, such as spoilers, in our own well-formed HTML."""

import re
from dataclasses import dataclass
from typing import Final

from serial.markup.running_text import running_text

_DETAILS: Final = re.compile(r"<(/?)details(?=[ >])[^>]*>", re.ASCII)
_SUMMARY: Final = re.compile(r"\s*<summary[^>]*>(.*?)</summary>", re.DOTALL)


@dataclass(frozen=True)
class Fold:
    """A <details> element that is in no other. `label` is the text of its <summary>."""

    start: int
    end: int
    label: str


def find_folds(html: str) -> list[Fold]:
    folds: list[Fold] = []
    depth, opening = 0, 0
    for tag in _DETAILS.finditer(html):
        if not tag[1]:
            opening = opening if depth else tag.start()
            depth += 1
        else:
            depth -= 1
            if not depth:
                folds.append(Fold(opening, tag.end(), _label(html, opening)))
    return folds


def find_fold_around(html: str, position: int) -> Fold | None:
    folds = find_folds(html)
    return next((fold for fold in folds if fold.start < position < fold.end), None)


def _label(html: str, start: int) -> str:
    summary = _SUMMARY.match(html, html.index(">", start) + 1)
    return running_text(summary[1], enough=len(summary[1])) if summary else ""
