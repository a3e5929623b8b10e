"""Indentation: lines of verse keep theirs; the first line of a paragraph loses it.

Authors indent whole paragraphs, or their first lines, as in a book: that is left to the page. Lines
that are indented more than others of their paragraph are verse, or a list of values, and keep the
difference, one en space for each column.
"""

from typing import Final

from markdown_it import MarkdownIt
from markdown_it.parser_inline import RuleFuncInlineType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline, escape, newline

from serial.markup.syntax.paragraphs import parse_paragraph

_EN_SPACE: Final = "\u2002"
# One column is a slip of the finger.
_MIN_COLUMNS: Final = 2
# Half of a line on a phone.
_MAX_COLUMNS: Final = 24


def indentation_plugin(md: MarkdownIt) -> None:
    md.block.ruler.at("paragraph", _parse_paragraph)
    md.inline.ruler.at("newline", _keep_indentation(newline))
    md.inline.ruler.at("escape", _keep_indentation(escape))


def _parse_paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    parse_paragraph(state, start, end, silent)
    inline = state.tokens[-2]
    if "\n " in inline.content or "\n\t" in inline.content:
        columns = [state.sCount[line] - state.blkIndent for line in range(start, state.line)]
        lines = inline.content.split("\n")
        # Not so if the first line had only invisible characters after its list marker.
        if len(lines) == len(columns):
            inline.content = _dedent(lines, columns)
    return True


def _dedent(lines: list[str], columns: list[int]) -> str:
    """Reduces the indentation of each line to what it has more than the least of all lines."""
    least = max(0, min(columns))
    indents = [max(0, column - least) for column in columns]
    # "    It was late" above lines without indentation is the first line of a paragraph.
    is_verse = any(indent >= _MIN_COLUMNS for indent in indents[1:])
    first = _en_spaces(indents[0]) if is_verse else ""
    rest = (
        "\n" + " " * indent + line.lstrip(" \t")
        for indent, line in zip(indents[1:], lines[1:], strict=True)
    )
    return first + lines[0] + "".join(rest)


def _keep_indentation(parse: RuleFuncInlineType) -> RuleFuncInlineType:
    """Wraps a rule that ends a line and skips the spaces at the start of the next."""

    def parse_and_indent(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if not parse(state, silent):
            return False
        skipped = state.src[start : state.pos]
        if not silent and "\n" in skipped:
            state.append_pending(_en_spaces(len(skipped) - len(skipped.rstrip(" "))))
        return True

    return parse_and_indent


def _en_spaces(columns: int) -> str:
    return _EN_SPACE * min(columns, _MAX_COLUMNS) if columns >= _MIN_COLUMNS else ""
