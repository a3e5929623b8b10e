"""Paragraphs, as in CommonMark, without trying every other rule on lines that can only be text."""

import re
from collections.abc import Sequence
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.rules_block import StateBlock

from serial.markup.syntax.work import count_possible_text

# Marks of emphasis, quotation marks, then a letter: only a table can begin so, if it has a "|".
_TEXT: Final = re.compile("[*_]{0,3}[\"'(\u201c\u201d\u2018\u2019\u00ab\u2014\u2026]*[^\\W\\d_]")


def paragraphs_plugin(md: MarkdownIt) -> None:
    md.block.ruler.before("table", "line_of_text", _parse_line_of_text)


def _parse_line_of_text(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Parses a paragraph of one line. The line under another may make a table or heading of it."""
    if silent or (start + 1 < state.lineMax and not state.isEmpty(start + 1)):
        return False
    return _is_text(state, start) and _push_paragraph(state, start, start + 1)


def parse_paragraph(state: StateBlock, start: int, _end: int, _silent: bool) -> bool:
    rules = state.md.block.ruler.getRules("paragraph")
    parent, state.parentType = state.parentType, "paragraph"
    line = start + 1
    count_possible_text(state, 1)
    while line < state.lineMax and not state.isEmpty(line):
        if is_interrupted(state, line, state.lineMax, rules):
            break
        line += 1
        count_possible_text(state, 2)
    state.parentType = parent
    return _push_paragraph(state, start, line)


def is_interrupted(
    state: StateBlock, line: int, end: int, rules: Sequence[RuleFuncBlockType]
) -> bool:
    """Whether another block begins in this line of a paragraph."""
    # A line that is indented by four columns, or was read as a line of a quotation, goes on.
    if not 0 <= state.sCount[line] <= state.blkIndent + 3 or _is_text(state, line):
        return False
    return any(rule(state, line, end, True) for rule in rules)


def _is_text(state: StateBlock, line: int) -> bool:
    start = state.bMarks[line] + state.tShift[line]
    return bool(_TEXT.match(state.src, start)) and "|" not in state.src[start : state.eMarks[line]]


def _push_paragraph(state: StateBlock, start: int, end: int) -> bool:
    state.line = end
    state.push("paragraph_open", "p", 1).map = [start, end]
    inline = state.push("inline", "", 0)
    inline.content = mdTrim(state.getLines(start, end, state.blkIndent, False))
    inline.map = [start, end]
    inline.children = []
    state.push("paragraph_close", "p", -1)
    return True
