"""Tables: alignment as a class, since the site's policy forbids the style attribute."""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore


def tables(md: MarkdownIt) -> None:
    md.enable("table")
    md.core.ruler.after("block", "align_by_class", _align)
    md.core.ruler.after("align_by_class", "head_only_with_words", _unhead)


def _align(state: StateCore) -> None:
    for token in state.tokens:
        if token.tag in ("td", "th") and "style" in token.attrs:
            style = str(token.attrs.pop("style"))
            token.attrs["class"] = style.replace("text-align:", "align-")


def _unhead(state: StateCore) -> None:
    """A corner of a table that is left empty heads nothing: a screen reader must not say so."""
    for opening, words, closing in zip(
        state.tokens, state.tokens[1:], state.tokens[2:], strict=False
    ):
        if opening.type == "th_open" and words.type == "inline" and not words.content.strip():
            opening.tag = closing.tag = "td"
