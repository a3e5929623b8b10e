"""Blank lines: a line that shows nothing is blank, also if it has invisible characters."""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from serial.invisible_characters import INVISIBLE_CHARACTERS

# White space of Unicode but "\n", for a regular expression's set.
_SPACES: Final = r"\t\v\f\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
# After the markers of quotations; Markdown itself knows lines of spaces and tabs.
_INVISIBLE_LINE: Final = re.compile(rf"\n([ \t>]*+)[{_SPACES}{INVISIBLE_CHARACTERS}]++(?=\n|\Z)")


def blank_lines_plugin(md: MarkdownIt) -> None:
    """Empties such lines, with which word processors and web pages set paragraphs apart."""
    md.core.ruler.before("block", "blank_lines", _empty_invisible_lines)


def _empty_invisible_lines(state: StateCore) -> None:
    state.src = _INVISIBLE_LINE.sub(r"\n\1", f"\n{state.src}")[1:]
