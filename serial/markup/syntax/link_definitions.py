"""Definitions of links ([name]: address) that are not lines of dialogue."""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference

_ADDRESS: Final = re.compile(r"\.{0,2}/|(?:https?|mailto):|[\w/-]+(?:\.\w+)+$|$", re.IGNORECASE)


def references(md: MarkdownIt) -> None:
    md.block.ruler.at("reference", _reference)


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """CommonMark's rule, but only for what looks like an address. To it "[Ronnie]: Yes." is
    a definition as well, which shows nowhere: that would lose a line of a chat."""
    known = state.env.setdefault("references", {})
    twice = state.env.setdefault("duplicate_refs", [])
    before = len(twice)
    if state.src[state.bMarks[start] + state.tShift[start]] != "[":
        return False
    if not reference(state, start, end, silent):
        return False
    is_repeated = len(twice) > before
    found = twice[-1] if is_repeated else next(reversed(known.values()))
    if found["title"] or _ADDRESS.match(found["href"]):
        return True
    if is_repeated:
        twice.pop()
    else:
        known.popitem()
    state.line = start
    return False
