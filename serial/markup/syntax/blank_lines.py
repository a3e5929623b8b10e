"""Blank lines: a line that shows nothing is blank, also if it has invisible characters."""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from serial.invisible_characters import INVISIBLE_CHARACTERS

# After the markers of quotations; Markdown itself knows lines of spaces and tabs.
_INVISIBLE_LINE: Final = re.compile(rf"\n([ \t>]*+)(?:[^\S\n]|[{INVISIBLE_CHARACTERS}])++(?=\n|\Z)")


def blank_lines_plugin(md: MarkdownIt) -> None:
    """Empties such lines, with which word processors and web pages set paragraphs apart."""
    md.core.ruler.before("block", "blank_lines", _empty_invisible_lines)


def _empty_invisible_lines(state: StateCore) -> None:
    state.src = _INVISIBLE_LINE.sub(r"\n\1", f"\n{state.src}")[1:]
