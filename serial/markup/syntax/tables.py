"""Tables: alignment as a class, because the Content-Security-Policy forbids style attributes."""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore


def tables_plugin(md: MarkdownIt) -> None:
    md.enable("table")
    md.core.ruler.after("block", "align_by_class", _align_by_class)
    md.core.ruler.after("align_by_class", "empty_header_cells", _convert_empty_header_cells)


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
