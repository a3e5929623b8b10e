"""Lists what a text contains and the page will not show, so that an author can check it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from markdown_it.token import Token

from serial.markup.allowed import ALLOWED_ATTRIBUTES, ALLOWED_TAGS, filter_attribute
from serial.markup.checking.slip import SlipKind
from serial.markup.elements import BOOLEAN_ATTRIBUTES, OLD_ELEMENTS
from serial.markup.links import safe_image_url, safe_link_url
from serial.markup.options import Options
from serial.markup.sanitizing.characters import clean_source
from serial.markup.syntax.parsing import parse
from serial.markup.tags import Tag, split_attributes

_SHOWN: Final = ALLOWED_TAGS | OLD_ELEMENTS.keys()
_MAY_HIDE: Final = ("<", "](", "![", "[^", "```", "~~~", "]:")
# Attributes that change nothing a reader sees or hears.
_FOR_PROGRAMS: Final = frozenset({"id", "rel", "role", "target"})
_FOR_PROGRAMS_PREFIXES: Final = ("aria-", "data-")


@dataclass(frozen=True)
class HiddenMarkup:
    """Markup that is removed: its text is kept, except in scripts, style sheets and comments.

    name: of a tag, the element's name in lower case; "!--" for a comment, "!doctype" for a doctype.
    line: the number of its line in the source, from 1; 0 for a footnote without any text.
    typed: a tag, or the beginning of a picture in Markdown, as typed.
    """

    kind: SlipKind
    line: int
    name: str = ""
    typed: str = ""


def find_hidden_markup(source: str, options: Options) -> list[HiddenMarkup]:
    """Returns the markup in the order of the text, for tags one for each start tag.

    A tag that is shown as typed is not hidden. In comments every tag is shown as typed.
    """
    source = clean_source(source)
    if options.is_comment or not any(mark in source for mark in _MAY_HIDE):
        return []
    tokens = parse(source, options) or []
    return sorted(_Search(options).in_blocks(tokens), key=lambda hidden: hidden.line)


class _Search:
    """Knows the line of each footnote in the running text, because its tokens come later."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.footnote_lines: dict[int, int] = {}
        # An attribute that is typed again and again is listed once.
        self.listed_attributes: set[tuple[str, str]] = set()

    def in_blocks(self, tokens: list[Token]) -> Iterator[HiddenMarkup]:
        footnote = -1
        for index, token in enumerate(tokens):
            if token.type == "footnote_open":
                footnote = token.meta["id"]
                yield from _unused_footnote(tokens, index)
            line = token.map[0] + 1 if token.map else self.footnote_lines.get(footnote, 1)
            if token.type == "html_block":
                yield from self._in_html(token, line)
            elif token.type == "inline":
                yield from self._in_inline(token.children or [], line)
            elif token.type == "fence" and token.info.strip():
                yield HiddenMarkup(SlipKind.LANGUAGE, line)

    def _in_inline(self, tokens: list[Token], line: int) -> Iterator[HiddenMarkup]:
        for token in tokens:
            if token.type in ("softbreak", "hardbreak"):
                line += 1
            elif token.type == "footnote_ref":
                self.footnote_lines.setdefault(token.meta["id"], line)
            elif token.type == "link_open":
                if safe_link_url(str(token.attrs["href"])) is None:
                    yield HiddenMarkup(SlipKind.LINK, line)
            elif token.type == "image":
                if safe_image_url(str(token.attrs["src"]), self.options.media_url) is None:
                    yield HiddenMarkup(SlipKind.PICTURE, line, "", f"![{token.content}]")
            elif token.type == "html_inline":
                yield from self._in_html(token, line)
                line += token.meta["typed"].count("\n") + token.meta.get("hidden_lines", 0)

    def _in_html(self, token: Token, line: int) -> Iterator[HiddenMarkup]:
        typed = token.meta["typed"]
        position = 0
        for tag in token.meta["tags"]:
            line += typed.count("\n", position, tag.start)
            position = tag.start
            kind = self._kind_of(tag)
            if kind:
                yield HiddenMarkup(kind, line, tag.name, typed[tag.start : tag.end])

    def _kind_of(self, tag: Tag) -> SlipKind | None:
        """Returns None if the tag is shown, or is text."""
        if not tag.is_certain or tag.nesting < 0:
            return None
        attributes = dict(split_attributes(tag.attributes))
        if tag.name == "img":
            is_shown = safe_image_url(attributes["src"], self.options.media_url) is not None
            return None if is_shown else SlipKind.PICTURE
        if tag.name == "a" and safe_link_url(attributes.get("href", "javascript:")) is None:
            return SlipKind.TAG
        if tag.name not in _SHOWN:
            return SlipKind.TAG
        dropped = self._dropped(tag.name, attributes.items()) - self.listed_attributes
        self.listed_attributes |= dropped
        return SlipKind.ATTRIBUTE if dropped else None

    def _dropped(self, name: str, attributes: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
        name = OLD_ELEMENTS.get(name, (name, ""))[0]
        return {
            (attribute, value)
            for attribute, value in attributes
            if (value.strip() or attribute in BOOLEAN_ATTRIBUTES)
            and not (attribute in _FOR_PROGRAMS or attribute.startswith(_FOR_PROGRAMS_PREFIXES))
            and not self._is_kept(name, attribute, value)
        }

    def _is_kept(self, name: str, attribute: str, value: str) -> bool:
        if attribute not in ALLOWED_ATTRIBUTES.get(name, set()) | ALLOWED_ATTRIBUTES["*"]:
            return False
        kept = filter_attribute(name, attribute, value, self.options)
        return kept is not None and (attribute != "class" or kept.split() == value.split())


def _unused_footnote(tokens: list[Token], start: int) -> Iterator[HiddenMarkup]:
    """Yields the footnote that begins here if nothing refers to it."""
    line = 0
    for index in range(start, len(tokens)):
        token = tokens[index]
        if token.type == "footnote_anchor":
            return
        if token.type == "footnote_close":
            yield HiddenMarkup(SlipKind.FOOTNOTE, line)
            return
        line = line or (token.map[0] + 1 if token.map else 0)
