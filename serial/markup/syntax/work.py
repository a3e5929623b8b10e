"""Counts the work of parsing one text, which work_limit.py limits."""

from typing import Final

from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from serial.markup.limits import TooMuchMarkup

_WORK: Final = "work"
# The units of the tokens that take more time than others.
_UNITS: Final = {"list_item_open": 2, "heading_open": 3, "hr": 2, "fence": 3}


class Work:
    """The units of work that are left for a text."""

    def __init__(self, limit: int) -> None:
        self.left = limit

    def add(self, units: int) -> None:
        self.left -= units
        if self.left < 0:
            raise TooMuchMarkup


class CountedTokens(list[Token]):
    """A list in which each new token is a unit of work, and some are more."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self.work = work

    def append(self, token: Token) -> None:
        self.work.add(_UNITS.get(token.type, 1))
        super().append(token)


def start_counting(state: StateCore, limit: int) -> Work:
    work = state.env[_WORK] = Work(limit)
    return work


def count_possible_items(state: StateBlock, items: int) -> None:
    """Counts lines with list markers, which are compared even if they are no list."""
    state.env[_WORK].add(items)


def count_possible_text(state: StateBlock, units: int) -> None:
    """Counts a line of a paragraph on which the rules for other blocks were tried."""
    state.env[_WORK].add(units)


def count_nested_lines(state: StateBlock, lines: int) -> None:
    """Counts the lines of a block in another one, because each such block reads them again.

    A quotation also tries on each of them whether another block begins there.
    """
    if state.level > 1 or state.parentType == "blockquote":
        state.env[_WORK].add(lines)
