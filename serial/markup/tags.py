"""Finds the tags of HTML in a text, and which of them are certain to be meant as tags.

Authors also type angle brackets for what a machine or a game says: "<Title>", "<Main Quest>".
What is not certainly a tag is the author's text.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from serial.markup.allowed import ALLOWED_TAGS, VOID_TAGS
from serial.markup.elements import (
    BOOLEAN_ATTRIBUTES,
    BOUNDARIES,
    ENDED_BY,
    OLD_ELEMENTS,
    OTHER_VOID_TAGS,
    UNWRAPPED,
)

COMMENT: Final = "!--"
DOCTYPE: Final = "!doctype"

# As in https://spec.commonmark.org/0.31.2/#raw-html
_NAME: Final = r"[a-zA-Z_:][\w:.-]*"
_VALUE: Final = r"""[^"'=<>`\s]+|'[^']*'|"[^"]*\""""
_MARKUP: Final = re.compile(
    rf"<(?:(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)"
    rf"(?P<attributes>(?:\s+{_NAME}(?:\s*=\s*(?:{_VALUE}))?)*)\s*(?P<slash>/?)>"
    r"|(?P<comment>!--)|(?P<doctype>!doctype[^<>]*>))",
    re.ASCII | re.IGNORECASE,
)
_NAME_AND_VALUE: Final = re.compile(rf"({_NAME})(?:\s*=\s*({_VALUE}))?", re.ASCII)
_KEPT: Final = ALLOWED_TAGS | OLD_ELEMENTS.keys()
_KNOWN: Final = _KEPT | BOUNDARIES | UNWRAPPED
_VOID: Final = VOID_TAGS | OTHER_VOID_TAGS


@dataclass(slots=True)
class Tag:
    """A tag of a known element, a comment or a doctype.

    name: in lower case; COMMENT or DOCTYPE.
    typed_name, attributes: as typed.
    start, end: offsets of the tag in its text.
    nesting: 1 for a start tag, -1 for an end tag, 0 for what has no end tag.
    is_closed: it ends with a slash.
    is_certain: see mark_certain_tags().
    """

    name: str
    typed_name: str
    attributes: str
    start: int
    end: int
    nesting: int
    is_closed: bool = False
    is_certain: bool = False


def find_tags(html: str) -> Iterator[Tag]:
    finder = TagFinder(html)
    position = 0
    while position < len(html) and (tag := finder.find(position)):
        yield tag
        position = tag.end


class TagFinder:
    """Finds tags one by one, because some of the text between them may be skipped."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.last_comment_end = html.rfind("-->")

    def find(self, position: int) -> Tag | None:
        while match := _MARKUP.search(self.html, position):
            start, position = match.span()
            if typed_name := match["name"]:
                if (name := typed_name.lower()) in _KNOWN:
                    return _make_tag(match, name)
            elif match["doctype"]:
                return Tag(DOCTYPE, DOCTYPE, "", start, position, 0)
            elif start < self.last_comment_end:
                return Tag(COMMENT, COMMENT, "", start, self.html.index("-->", start) + 3, 0)
        return None


def _make_tag(match: re.Match[str], name: str) -> Tag:
    close, typed_name, attributes, slash = match.group(1, 2, 3, 4)
    nesting = -1 if close else 0 if name in _VOID else 1
    start, end = match.span()
    return Tag(name, typed_name, attributes, start, end, nesting, bool(slash))


def split_attributes(attributes: str) -> list[tuple[str, str]]:
    """Returns each attribute's name in lower case, and its value without quotation marks."""
    return [
        (name.lower(), value[1:-1] if value[:1] in ("'", '"') else value)
        for name, value in _NAME_AND_VALUE.findall(attributes)
    ]


def join_attributes(attributes: str, *, without: str = "") -> str:
    """Returns the attributes in double quotes, with nothing in a value that could end a tag."""
    if not attributes:
        return ""
    return "".join(
        f' {name}="{_escape_value(value)}"'
        for name, value in split_attributes(attributes)
        if name != without
    )


def _escape_value(value: str) -> str:
    return value.replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def mark_certain_tags(tags: Iterable[Tag]) -> None:
    """Sets is_certain of each tag, from all tags of one parent in their order.

    A tag is certain if its element exists, its attributes have values, and the element ends. A tag
    that will not be shown must also look like one that a program wrote.
    """
    plausible = [tag for tag in tags if _is_plausible(tag)]
    _pair(plausible)
    _mark_ended_by_parent(plausible)
    for tag in plausible:
        if tag.nesting > 0 and not tag.is_certain and tag.is_closed and "=" in tag.attributes:
            tag.nesting = 0
            tag.is_certain = True


def _is_plausible(tag: Tag) -> bool:
    if tag.name in (COMMENT, DOCTYPE):
        tag.is_certain = True
        return False
    if tag.name not in _KEPT and tag.typed_name.istitle():
        return False
    if not tag.attributes:
        return True
    return tag.nesting >= 0 and all(
        value or name.lower() in BOOLEAN_ATTRIBUTES
        for name, value in _NAME_AND_VALUE.findall(tag.attributes)
    )


def _pair(tags: list[Tag]) -> None:
    """Pairs each end tag with the last start tag of its name; marks void elements."""
    unclosed: dict[str, list[Tag]] = defaultdict(list)
    for tag in tags:
        if tag.nesting > 0:
            unclosed[tag.name].append(tag)
        elif tag.nesting == 0:
            tag.is_certain = _is_certain_void(tag)
            if tag.is_certain:
                unclosed[tag.name].append(tag)
        elif unclosed[tag.name]:
            tag.is_certain = unclosed[tag.name].pop().is_certain = True


def _is_certain_void(tag: Tag) -> bool:
    if tag.name == "img":
        return "src" in dict(split_attributes(tag.attributes))
    return tag.name not in ENDED_BY and (tag.name in VOID_TAGS or "=" in tag.attributes)


def _mark_ended_by_parent(tags: list[Tag]) -> None:
    open_counts: dict[str, int] = defaultdict(int)
    for tag in tags:
        if tag.is_certain:
            open_counts[tag.name] += tag.nesting
        elif tag.nesting >= 0 and tag.name in ENDED_BY:
            tag.is_certain = any(open_counts[parent] for parent in ENDED_BY[tag.name])
