"""Raw HTML in Markdown: keeps the tags that are certain, and makes all others text."""

from collections.abc import Iterator
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from serial.markup.allowed import ALLOWED_TAGS
from serial.markup.elements import BOUNDARIES, HIDDEN, OLD_ELEMENTS
from serial.markup.syntax.trailing_end_tags import move_trailing_end_tags
from serial.markup.tags import Tag, find_tags, join_attributes, mark_certain_tags

# Tags in one of these may be paired with tags after it.
_LEAVES: Final = {"paragraph_open", "paragraph_close", "heading_open", "heading_close"}
_NOT_DROPPED: Final = ALLOWED_TAGS | BOUNDARIES | OLD_ELEMENTS.keys()


def certain_tags_plugin(md: MarkdownIt) -> None:
    """Each token of raw HTML gets its content as meta["typed"] and its tags as meta["tags"]."""
    md.core.ruler.after("move_footnotes_to_end", "certain_tags", _keep_certain_tags)


def _keep_certain_tags(state: StateCore) -> None:
    if "<" not in state.src:
        return
    state.tokens = move_trailing_end_tags(state.tokens)
    for scope in _scopes(state.tokens):
        mark_certain_tags([tag for token in scope for tag in token.meta["tags"]])
        for token in scope:
            _rewrite(token)
    for token in state.tokens:
        if token.type == "inline":
            token.children = _without_hidden_content(token.children or [])
            for image in token.children:
                image.children = image.children and _without_tags(image.children)


def _scopes(tokens: list[Token]) -> Iterator[list[Token]]:
    """Yields the tokens of raw HTML that have the same parent: an item, a quotation, a cell."""
    scopes: list[list[Token]] = [[]]
    for token in tokens:
        if token.type == "html_block":
            scopes[-1].append(_find_tags(token))
        elif token.type == "inline":
            scopes[-1].extend(_inline_scope(token))
            yield from (_inline_scope(child) for child in token.children or [] if child.children)
        elif token.nesting > 0 and token.type not in _LEAVES:
            scopes.append([])
        elif token.nesting < 0 and token.type not in _LEAVES:
            yield scopes.pop()
    yield from scopes


def _inline_scope(parent: Token) -> list[Token]:
    """Returns the raw HTML in a paragraph, or in the alternative text of an image."""
    return [_find_tags(token) for token in parent.children or [] if token.type == "html_inline"]


def _without_tags(tokens: list[Token]) -> list[Token]:
    return [token for token in tokens if token.type != "html_inline"]


def _find_tags(token: Token) -> Token:
    token.meta["typed"] = token.content
    token.meta["tags"] = list(find_tags(token.content))
    return token


def _rewrite(token: Token) -> None:
    tags = [tag for tag in token.meta["tags"] if tag.is_certain]
    if token.type == "html_inline" and not tags:
        token.type = "text"
    else:
        token.content = "".join(_parts(token.content, tags))


def _parts(content: str, tags: list[Tag]) -> Iterator[str]:
    """Yields the certain tags, and the text around them with "<" escaped."""
    position = 0
    for index, tag in enumerate(tags):
        if tag.start < position:
            continue
        yield content[position : tag.start].replace("<", "&lt;")
        yield _html(tag)
        position = tag.end
        if tag.name in HIDDEN and tag.nesting > 0:
            rest = (tags[later] for later in range(index + 1, len(tags)))
            ends = (end.end for end in rest if end.name == tag.name and end.nesting < 0)
            position = next(ends, position)
    yield content[position:].replace("<", "&lt;")


def _html(tag: Tag) -> str:
    """Returns the tag without an id, because the site's own page might use the same id.

    A line break is written as the sanitizer writes it, which then needs no second pass.
    """
    if tag.name not in _NOT_DROPPED:
        return ""
    if tag.nesting < 0:
        return f"</{tag.name}>"
    end = " />" if tag.name == "br" else ">"
    return f"<{tag.name}{join_attributes(tag.attributes, without='id')}{end}"


def _without_hidden_content(tokens: list[Token]) -> list[Token]:
    """Removes what stands between the tags of a script or style sheet.

    The tag's meta["hidden_lines"] is the number of line ends in it.
    """
    out: list[Token] = []
    index = 0
    while index < len(tokens):
        out.append(tokens[index])
        end = _hidden_end(tokens, index)
        if end:
            lines = sum(token.type in ("softbreak", "hardbreak") for token in tokens[index:end])
            out[-1].meta["hidden_lines"] = lines
        index = end or index + 1
    return out


def _hidden_end(tokens: list[Token], index: int) -> int:
    """Returns the index of the end tag if the element that begins here is hidden, otherwise 0."""
    name = _hidden_name(tokens[index], nesting=1)
    if not name:
        return 0
    ends = range(index + 1, len(tokens))
    return next((end for end in ends if _hidden_name(tokens[end], nesting=-1) == name), 0)


def _hidden_name(token: Token, *, nesting: int) -> str:
    tag = token.meta["tags"][0] if token.type == "html_inline" and token.meta["tags"] else None
    return tag.name if tag and tag.nesting == nesting and tag.name in HIDDEN else ""
