"""Tables: alignment as a class, since the site's policy forbids the style attribute."""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore


def tables(md: MarkdownIt) -> None:
    md.enable("table")
    md.core.ruler.after("block", "align_by_class", _align)


def _align(state: StateCore) -> None:
    for token in state.tokens:
        if token.tag in ("td", "th") and "style" in token.attrs:
            style = str(token.attrs.pop("style"))
            token.attrs["class"] = style.replace("text-align:", "align-")
