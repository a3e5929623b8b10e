"""Images in comments: a link with the alternative text, because comments show no images."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token


def comment_images_plugin(md: MarkdownIt) -> None:
    md.core.ruler.after("inline", "comment_images", _replace_images)


def _replace_images(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and "![" in token.content:
            token.children = list(_with_links(token.children or []))


def _with_links(tokens: list[Token]) -> Iterator[Token]:
    """Makes each image a link; only text if it is in a link already, or has one inside."""
    link_depth = 0
    for token in tokens:
        link_depth += token.nesting * (token.tag == "a")
        if token.type != "image":
            yield token
            continue
        text = list(_with_links(token.children or []))
        if link_depth or any(part.tag == "a" for part in text):
            yield from text
        else:
            yield Token("link_open", "a", 1, {"href": token.attrs["src"]})
            yield from text or [Token("text", "", 0, content=str(token.attrs["src"]))]
            yield Token("link_close", "a", -1)
