"""Shifts headings one level down, because the title of the page is the <h1>."""

from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore

from serial.markup.syntax.paragraphs import is_interrupted

_MAX_INDENT: Final = 3
# CommonMark takes one "=" as well. Readers would not see it.
_SHORTEST_UNDERLINE: Final = "==="
_HAS_UNDERLINES: Final = "has_underlines"


def headings_plugin(md: MarkdownIt) -> None:
    md.block.ruler.at("lheading", _parse_underlined_heading)
    md.core.ruler.after("block", "shift_headings", _shift_headings)


def _shift_headings(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"


def _parse_underlined_heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parses a paragraph underlined with "=" as a heading.

    CommonMark also accepts "-", but authors who type "---" under a paragraph mean a scene break.
    """
    underline = _find_underline(state, start, end) if _has_underlines(state) else 0
    if not underline:
        return False
    opening = state.push("heading_open", "h1", 1)
    opening.markup = "="
    opening.map = [start, underline + 1]
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(start, underline, state.blkIndent, False).strip(" \t\n")
    inline.map = [start, underline]
    inline.children = []
    state.push("heading_close", "h1", -1).markup = "="
    state.line = underline + 1
    return True


def _has_underlines(state: StateBlock) -> bool:
    """Searches the source once, not for every block."""
    if _HAS_UNDERLINES not in state.env:
        state.env[_HAS_UNDERLINES] = _SHORTEST_UNDERLINE in state.src
    return bool(state.env[_HAS_UNDERLINES])


def _find_underline(state: StateBlock, start: int, end: int) -> int:
    """Returns the number of the line that underlines this paragraph, or 0 if there is none."""
    terminators = state.md.block.ruler.getRules("paragraph")
    parent, state.parentType = state.parentType, "paragraph"
    underline = 0
    for line in range(start + 1, end):
        if state.isEmpty(line):
            break
        indent = state.sCount[line] - state.blkIndent
        if 0 <= indent <= _MAX_INDENT and _is_underline(state, line):
            underline = line
            break
        if is_interrupted(state, line, end, terminators):
            break
    state.parentType = parent
    return underline


def _is_underline(state: StateBlock, line: int) -> bool:
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
    return text.startswith(_SHORTEST_UNDERLINE) and not text.rstrip(" \t").strip("=")
