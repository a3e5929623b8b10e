"""Headings one level down, since the page's own is the chapter's title."""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore


def headings(md: MarkdownIt) -> None:
    md.block.ruler.at("lheading", _underlined)
    md.core.ruler.after("block", "shift_headings", _shift)


def _shift(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"


def _underlined(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A paragraph underlined with "=". With "-" it is CommonMark's heading too, but people
    who type "---" under a paragraph mean a scene break, so that is left to the rule for those."""
    underline = _find_underline(state, start, end) if "=" in state.src else 0
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


def _find_underline(state: StateBlock, start: int, end: int) -> int:
    """The number of the line that underlines this paragraph, 0 where there is none."""
    terminators = state.md.block.ruler.getRules("paragraph")
    parent, state.parentType = state.parentType, "paragraph"
    found = 0
    for line in range(start + 1, end):
        if state.isEmpty(line):
            break
        if state.sCount[line] - state.blkIndent > 3 or state.sCount[line] < 0:
            continue
        if state.sCount[line] >= state.blkIndent and _is_underline(state, line):
            found = line
            break
        if any(rule(state, line, end, True) for rule in terminators):
            break
    state.parentType = parent
    return found


def _is_underline(state: StateBlock, line: int) -> bool:
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
    return text.startswith("=") and not text.rstrip(" \t").strip("=")
