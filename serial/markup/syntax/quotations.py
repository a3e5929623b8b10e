"""Quotations: a ">" makes one only if a space follows it; >_< and >:( are text.

The parser takes any ">" at the start of a line for a marker, also between the lines of a
quotation. So those that are text are replaced before it parses blocks, and restored afterwards.
"""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from serial.markup.syntax.nesting import MAX_NESTING

# clean_source() removes this character from every text, so none has it.
_TEXT: Final = "\uffff"
# After the markers of quotations and lists; the parser reads no more of them than it may nest.
_GLUED: Final = re.compile(
    rf"\n((?>(?:[ \t]*+(?:>++|[-+*]|[0-9]{{1,9}}[.)])[ \t]){{0,{MAX_NESTING}}})[ \t]*+)"
    r"(>+)(?=[^>\s])",
    re.ASCII,
)
_LINES: Final = re.compile(r"(?:\n[ \t]*+>[^\n]*+)+")
_CONTENT: Final = re.compile(r"[^>\s]")


def quotations_plugin(md: MarkdownIt) -> None:
    """Use this plugin after all others that add rules after "block"."""
    md.core.ruler.before("block", "hide_text", _hide_text)
    md.core.ruler.after("block", "restore_text", _restore_text)


def _hide_text(state: StateCore) -> None:
    if ">" in state.src:
        source = _GLUED.sub(lambda match: f"\n{match[1]}{_hidden(match[2])}", f"\n{state.src}")
        # Lines that all have nothing after the marker are no quotation either.
        state.src = _LINES.sub(
            lambda match: match[0] if _CONTENT.search(match[0]) else _hidden(match[0]), source
        )[1:]


def _hidden(text: str) -> str:
    return text.replace(">", _TEXT)


def _restore_text(state: StateCore) -> None:
    if _TEXT in state.src:
        for token in state.tokens:
            token.content = token.content.replace(_TEXT, ">")
            token.info = token.info.replace(_TEXT, ">")
