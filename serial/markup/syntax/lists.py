"""Lists, where it is certain that a list is meant; list markers elsewhere are the author's text.

A marker is lost when its line becomes a list item, and a number may be replaced by another. In
prose a number is often a date, a year or a section, a hyphen opens a line of dialogue, and "+" and
"-" are signs. So these are lists:
- Two or more items with consecutive numbers (1, 2, 3), each as typed. The first has at most two
  digits, and is 0 or 1 if blank lines separate the items. In another list's item, "1." alone too.
- Items after "+", if none begins with a number.
- Items after "-", if none begins with a number or sounds like speech, and none is a sentence unless
  the text is English, in which dialogue has quotation marks, without blank lines between the items.
- Items after "*", unless it is one sentence alone, or ends with the same sign: "* The End *".
Markers without any text after them are an ornament.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, list_block

from serial.markup.syntax.work import count_nested_lines, count_possible_items

_MARKER: Final = re.compile(r"(?:([0-9]{1,9})([.)])|([-+*]))(?=[ \t]|$)")
# A number, perhaps after a currency sign, a bracket or another single sign: "- $10", "+ (5)".
_NUMBER: Final = re.compile(r"[ \t]*[^\w\s]?[0-9]")
_EMPTY: Final = re.compile(r"[-+*\s]*")
# The end of a sentence, with what may close after it.
_AFTER_SENTENCE: Final = "[\"'\u201d\u2019\u00bb)*_]*(?:\\s|$)"
_STATEMENT: Final = re.compile(rf"[.\u3002]{_AFTER_SENTENCE}")
# Questions, exclamations, pauses, and sentences that break off with a dash.
_SPEECH: Final = re.compile(rf"[?!\u2026\uff01\uff1f]{_AFTER_SENTENCE}|\.\.|[-\u2013\u2014]$")
_MAX_FIRST_DIGITS: Final = 2
_RUNS: Final = "list_runs"


def lists_plugin(md: MarkdownIt) -> None:
    md.block.ruler.at("list", _parse_list, {"alt": ["paragraph", "reference", "blockquote"]})


def _parse_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    marker = _marker_at(state, start)
    run = _run_of(state, marker, start, end) if marker else None
    if run is None or not run.is_list:
        return False
    # Without the second limit, a paragraph of the last item would continue with the lines below.
    line_max, state.lineMax = state.lineMax, min(run.end, state.lineMax)
    is_parsed = list_block(state, start, min(run.end, end), silent)
    state.lineMax = line_max
    return is_parsed


def _run_of(state: StateBlock, marker: re.Match[str], start: int, end: int) -> "_Run":
    """Decides once for all items of a run, so the time does not grow with their square."""
    runs: dict[int, _Run] = state.env.setdefault(_RUNS, {})
    if marker.start() not in runs:
        language = state.env["options"].language.lower()
        run = _Run(is_nested=state.listIndent >= 0, is_english=language.partition("-")[0] == "en")
        run.collect(state, marker, start, end)
        count_possible_items(state, len(run.items))
        count_nested_lines(state, run.end - start)
        runs.update((item.marker.start(), run) for item in run.items)
    return runs[marker.start()]


@dataclass
class _Item:
    """A list item: its marker, its first line after the marker, and what separates it.

    after_blank: a blank line is above it.
    """

    marker: re.Match[str]
    text: str
    after_blank: bool


class _Run:
    """The items that CommonMark would put into one list, which ends before the line `end`."""

    def __init__(self, *, is_nested: bool, is_english: bool) -> None:
        self.is_nested = is_nested
        self.is_english = is_english
        self.items: list[_Item] = []
        self.end = 0

    def collect(self, state: StateBlock, marker: re.Match[str], start: int, end: int) -> None:
        after_blank = False
        indent = self._add(state, marker, start, after_blank=False)
        for line in range(start + 1, end):
            if state.isEmpty(line):
                after_blank = True
                continue
            if state.sCount[line] < indent:
                other = _marker_at(state, line) if state.sCount[line] >= state.blkIndent else None
                if other and _kind(other) == _kind(marker):
                    indent = self._add(state, other, line, after_blank=after_blank)
                elif other or after_blank or (self.is_nested and _is_outer_item(state, line)):
                    self.end = line
                    return
            after_blank = False
        self.end = end

    def _add(
        self, state: StateBlock, marker: re.Match[str], line: int, *, after_blank: bool
    ) -> int:
        """Adds an item and returns the indentation of its further lines."""
        text = state.src[marker.end() : state.eMarks[line]].rstrip()
        self.items.append(_Item(marker, text, after_blank))
        return state.sCount[line] + len(marker[0]) + 1

    @cached_property
    def is_list(self) -> bool:
        if self.items[0].marker[1]:
            return (self.is_nested or len(self.items) > 1) and self._has_plausible_numbers()
        return self._has_plausible_bullets()

    def _is_loose(self) -> bool:
        return any(item.after_blank for item in self.items[1:])

    def _has_plausible_numbers(self) -> bool:
        typed = [item.marker[1] for item in self.items]
        first = int(typed[0])
        is_start = first <= 1 or not (self._is_loose() or len(typed) == 1)
        return (
            is_start
            and len(typed[0]) <= _MAX_FIRST_DIGITS
            and typed == [str(number) for number in range(first, first + len(typed))]
        )

    def _has_plausible_bullets(self) -> bool:
        bullet = self.items[0].marker[3]
        if all(_EMPTY.fullmatch(item.text) for item in self.items):
            return False
        if bullet != "*" and self._any(_NUMBER.match):
            return False
        if all(item.text.endswith((f" {bullet}", f"\t{bullet}")) for item in self.items):
            return False
        if bullet == "+" or (bullet == "*" and len(self.items) > 1):
            return True
        is_tight_list = self.is_english and len(self.items) > 1 and not self._is_loose()
        return not self._any(_SPEECH.search) and (is_tight_list or not self._any(_STATEMENT.search))

    def _any(self, matches: Callable[[str], object]) -> bool:
        return any(matches(item.text) for item in self.items)


def _is_outer_item(state: StateBlock, line: int) -> bool:
    """Whether the next item of a list begins here that the list being collected is in."""
    runs: dict[int, _Run] = state.env.get(_RUNS, {})
    run = runs.get(state.bMarks[line] + state.tShift[line])
    return run is not None and run.is_list


def _kind(marker: re.Match[str]) -> str:
    """The period, bracket or bullet: another one begins another list."""
    return marker[2] or marker[3]


def _marker_at(state: StateBlock, line: int) -> re.Match[str] | None:
    start = state.bMarks[line] + state.tShift[line]
    return _MARKER.match(state.src, start, state.eMarks[line])
