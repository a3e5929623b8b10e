"""Fences of code: ``` or ~~~, only where no scene break can be meant.

In CommonMark a fence that is never closed makes code of the rest of the text. Here it needs a
closing fence, or a language after backticks. What follows the marks must be the name of a language
("~~~ Later ~~~" is a caption), and tildes alone stand directly above and below the code: between
blank lines they are a scene break.
"""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, fence

_FENCE: Final = re.compile(r"(`{3,}|~{3,})[ \t]*(.*?)[ \t]*$")
# Perhaps with attributes, as other programs write: ```py title="a.py"
_LANGUAGE: Final = re.compile(r"[a-z][a-z0-9+#.-]*(?:[ \t]+[a-z]+=\S+)*")
_UNCLOSED: Final = "unclosed_fences"


def fences_plugin(md: MarkdownIt) -> None:
    alternatives = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.at("fence", _parse_fence, {"alt": alternatives})


def _parse_fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    opening = _fence_at(state, start)
    if opening is None or not _is_certain(state, opening, start, end, silent):
        return False
    return fence(state, start, end, silent)


def _is_certain(
    state: StateBlock, opening: re.Match[str], start: int, end: int, silent: bool
) -> bool:
    marker, info = opening.groups()
    if info and not _LANGUAGE.fullmatch(info):
        return False
    if info and marker[0] == "`":
        return True
    closing = _closing_line(state, marker, start, end)
    if closing is None:
        return False
    has_blank_edge = state.isEmpty(start + 1) or state.isEmpty(closing - 1)
    # In silent mode, a paragraph directly above asks whether it ends here.
    return bool(info) or marker[0] == "`" or not (silent or has_blank_edge)


def _closing_line(state: StateBlock, marker: str, start: int, end: int) -> int | None:
    """Returns the line of the closing fence.

    Remembers failures: if the lines up to one line close no fence of this length, they close no
    longer one that opens between them. So the time does not grow with the square of the lines.
    """
    failures: dict[tuple[str, int], tuple[int, int]] = state.env.setdefault(_UNCLOSED, {})
    key = marker[0], state.level
    failed_end, failed_length = failures.get(key, (0, 0))
    if start < failed_end and len(marker) >= failed_length:
        return None
    line = start + 1
    while line < end and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent):
        closing = _fence_at(state, line)
        if closing and closing[1].startswith(marker) and not closing[2]:
            return line
        line += 1
    failures[key] = line, len(marker)
    return None


def _fence_at(state: StateBlock, line: int) -> re.Match[str] | None:
    start = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith(("```", "~~~"), start):
        return None
    return _FENCE.match(state.src, start, state.eMarks[line])
