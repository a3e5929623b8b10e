"""Tables without loss: cells beyond the last column stay, as text in the last one.

In GFM, "| a | b |" in a table of one column loses the b. Alignment is a class, because the
Content-Security-Policy forbids style attributes.
"""

from itertools import groupby

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.token import Token


def tables_plugin(md: MarkdownIt) -> None:
    md.enable("table")
    md.block.ruler.at("table", _parse_table, {"alt": ["paragraph", "reference"]})
    md.core.ruler.after("block", "align_by_class", _align_by_class)
    md.core.ruler.after("align_by_class", "empty_header_cells", _convert_empty_header_cells)


def _parse_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    cells = [token for token in state.tokens[first:] if token.type == "inline"]
    rows = [list(row) for _line, row in groupby(cells, lambda cell: cell.map)]
    for row in rows[1:]:
        _keep_all_cells(state, row)
    return True


def _keep_all_cells(state: StateBlock, row: list[Token]) -> None:
    line = row[0].map[0] if row[0].map else 0
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
    text = text.removeprefix("|")
    if text.count("|") < len(row):
        return
    cells = escapedSplit(text.removesuffix("|"))
    if any(cell.strip() for cell in cells[len(row) :]):
        row[-1].content = "|".join(cells[len(row) - 1 :]).strip()


def _align_by_class(state: StateCore) -> None:
    for token in state.tokens:
        if token.tag in ("td", "th") and "style" in token.attrs:
            style = str(token.attrs.pop("style"))
            token.attrs["class"] = style.replace("text-align:", "align-")


def _convert_empty_header_cells(state: StateCore) -> None:
    """Makes empty header cells data cells, so that screen readers do not announce a header."""
    for opening, content, closing in zip(
        state.tokens, state.tokens[1:], state.tokens[2:], strict=False
    ):
        if opening.type == "th_open" and content.type == "inline" and not content.content.strip():
            opening.tag = closing.tag = "td"
