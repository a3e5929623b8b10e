"""Blocks of raw HTML, which are not parsed as Markdown: only where a tag is certain.

In CommonMark each line that begins with "<title" or "<main", or that is one tag, begins such a
block. "<Main Quest>" is text, and the lines below it are Markdown.
"""

from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_core import StateCore

from serial.markup.tags import find_tags, mark_certain_tags

_STARTS: Final = "html_block_starts"


def html_blocks_plugin(md: MarkdownIt) -> None:
    md.core.ruler.before("block", "find_html_block_starts", _find_starts)
    # No other rule but the one for tables can match such a line, so they are not tried on it.
    md.disable("html_block")
    md.block.ruler.after(
        "table",
        "certain_html_block",
        _parse_html_block,
        {"alt": ["paragraph", "reference", "blockquote"]},
    )


def _find_starts(state: StateCore) -> None:
    """Code and containers are not known yet, so this can be wrong; raw_html.py decides again."""
    tags = list(find_tags(state.src)) if "<" in state.src else []
    mark_certain_tags(tags)
    state.env[_STARTS] = {tag.start for tag in tags if tag.is_certain}


def _parse_html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    position = state.bMarks[start] + state.tShift[start]
    return position in state.env[_STARTS] and html_block(state, start, end, silent)
