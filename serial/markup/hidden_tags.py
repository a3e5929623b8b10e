"""Lists the tags of a text that the page will not show, so that an author can check them."""

from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from serial.markup.allowed import ALLOWED_TAGS
from serial.markup.elements import OLD_ELEMENTS
from serial.markup.links import safe_image_url, safe_link_url
from serial.markup.options import Options
from serial.markup.sanitizing.characters import clean_source
from serial.markup.syntax.parsing import parse
from serial.markup.tags import Tag, split_attributes

_SHOWN = ALLOWED_TAGS | OLD_ELEMENTS.keys()


@dataclass(frozen=True)
class HiddenTag:
    """A tag that is removed: its text is kept, except in scripts, style sheets and comments.

    name: the element's name in lower case; "!--" for a comment, "!doctype" for a doctype.
    line: the number of its line in the source, from 1.
    """

    name: str
    line: int


def find_hidden_tags(source: str, options: Options) -> list[HiddenTag]:
    """Returns the tags in the order of the text, one for each start tag.

    Links and images are listed too if their URL is not allowed, images in Markdown as well. A tag
    that is shown as typed is not hidden. In comments every tag is shown as typed.
    """
    source = clean_source(source)
    if options.is_comment or ("<" not in source and "![" not in source):
        return []
    tokens = parse(source, options) or []
    return sorted(_Search(options).in_blocks(tokens), key=lambda tag: tag.line)


class _Search:
    """Knows the line of each footnote in the running text, because its tokens come later."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.footnote_lines: dict[int, int] = {}

    def in_blocks(self, tokens: list[Token]) -> Iterator[HiddenTag]:
        footnote = -1
        for token in tokens:
            if token.type == "footnote_open":
                footnote = token.meta["id"]
            line = token.map[0] + 1 if token.map else self.footnote_lines.get(footnote, 1)
            if token.type == "html_block":
                yield from self._in_html(token, line)
            elif token.type == "inline":
                yield from self._in_inline(token.children or [], line)

    def _in_inline(self, tokens: list[Token], line: int) -> Iterator[HiddenTag]:
        for token in tokens:
            if token.type in ("softbreak", "hardbreak"):
                line += 1
            elif token.type == "footnote_ref":
                self.footnote_lines.setdefault(token.meta["id"], line)
            elif token.type == "image":
                if safe_image_url(str(token.attrs["src"]), self.options.media_url) is None:
                    yield HiddenTag("img", line)
            elif token.type == "html_inline":
                yield from self._in_html(token, line)
                line += token.meta["typed"].count("\n")

    def _in_html(self, token: Token, line: int) -> Iterator[HiddenTag]:
        position = 0
        for tag in token.meta["tags"]:
            line += token.meta["typed"].count("\n", position, tag.start)
            position = tag.start
            if _is_hidden(tag, self.options):
                yield HiddenTag(tag.name, line)


def _is_hidden(tag: Tag, options: Options) -> bool:
    if not tag.is_certain or tag.nesting < 0:
        return False
    attributes = dict(split_attributes(tag.attributes))
    if tag.name == "img":
        return safe_image_url(attributes["src"], options.media_url) is None
    if tag.name == "a":
        return safe_link_url(attributes.get("href", "javascript:")) is None
    return tag.name not in _SHOWN
