"""Converts our own well-formed HTML to plain text."""

import re
from functools import lru_cache
from html import unescape
from typing import Final

from serial.markup.allowed import BLOCK_TAGS

_TAG: Final = re.compile(r"(<[^>]+>)")
_TAG_NAME: Final = re.compile(r"</?([a-z0-9]+)")
_FOOTNOTE_ID: Final = re.compile(r'-fn-([0-9]+)"')
_FIRST_NUMBER: Final = re.compile(r' (?:start|value)="([0-9]+)"')
# Blocks that are parted by blank lines, with simple content: most of a text, converted at once.
_BOUNDARY_TAG: Final = (
    r"<(?:/?(?:p|blockquote|details|div|h[2-6]|summary)(?: [^<>]*+)?"
    r"|hr class=\"scene-break\" /)>\n*+"
)
# Begins with the first tag, not with the repeat: "<" is looked for quickly.
_BOUNDARY: Final = rf"{_BOUNDARY_TAG}(?>(?:{_BOUNDARY_TAG})*)"
_BOUNDARIES: Final = re.compile(_BOUNDARY)
_SIMPLE_TAG: Final = re.compile(r"</?(?:em|strong|[ibus])>|<br />")
_SIMPLE_BLOCKS: Final = re.compile(
    rf"({_BOUNDARY}(?:(?>(?:[^<>\n]++|</?(?:em|strong|[ibus])>|<br />\n)+){_BOUNDARY})*)"
)
# White space that may not stay as it is.
_UNEVEN: Final = re.compile(r"[\t\f]|  |\n | \n|\n\n\n|\A | \Z|\n\Z")
_WHITE_SPACE: Final = re.compile(r"[ \t\n\f]+")
# White space that is not one space already; looking for it is quicker than replacing all spaces.
_MORE_SPACE: Final = re.compile(r"[\t\n\f]|  ")

# The separators between two elements, from the weakest to the strongest.
_TAB, _LINE_BREAK, _BLANK_LINE = 1, 2, 3
_SEPARATORS: Final = ("", "\t", "\n", "\n\n")
_SEPARATOR_AROUND: Final = {
    **dict.fromkeys(BLOCK_TAGS, _BLANK_LINE),
    **dict.fromkeys(("tbody", "tfoot", "thead", "colgroup"), 0),
    **dict.fromkeys(("caption", "dd", "dt", "figcaption", "li", "tr"), _LINE_BREAK),
    **dict.fromkeys(("td", "th"), _TAB),
}

# These write something themselves, or change how what follows is written.
_WRITTEN: Final = frozenset({"br", "hr", "li", "ol", "pre", "rp", "rt", "ul"})
_SHORT_TAG: Final = len("</blockquote>")


def plain_text(html: str, *, bullet: str = "") -> str:
    """Returns the text with a blank line between paragraphs and a tab between table cells.

    A footnote reference reads [1], and the footnote at the end begins with the same mark. The
    items of a numbered list begin with their numbers, those of other lists with `bullet`.
    A scene break reads "* * *". Ruby annotations are in brackets. Images and the links back from
    footnotes are left out.
    """
    writer = _Writer(bullet)
    for index, part in enumerate(_SIMPLE_BLOCKS.split(html)):
        if not (index % 2 and writer.add_simple_blocks(part)):
            writer.add_html(part)
    return "".join(writer.out).strip("\n\t ")


def _simple_text(html: str) -> str:
    """Returns the text, still with character references, with blank lines between the blocks."""
    if "<hr" in html:
        html = html.replace('<hr class="scene-break" />', "<p>* * *</p>")
    text = _BOUNDARIES.sub("\n\n", html)[2:-2]
    return _SIMPLE_TAG.sub("", text) if "<" in text else text


def _parse_tag(tag: str) -> tuple[str, bool, bool]:
    """Returns the name, whether it is an end tag, and whether it only separates text."""
    match = _TAG_NAME.match(tag)
    name = match[1] if match else ""
    is_plain = name not in _WRITTEN and 'class="footnote-back"' not in tag
    return name, tag.startswith("</"), is_plain


_read_tag = lru_cache(maxsize=256)(_parse_tag)


class _Writer:
    def __init__(self, bullet: str) -> None:
        self.bullet = bullet
        self.out: list[str] = []
        self.separator = 0
        self.is_after_mark = False
        self.is_preformatted = False
        self.skipped_tag = ""
        # For each open list, the number of its next item; None in a list with bullets.
        self.next_numbers: list[int | None] = []

    def add_simple_blocks(self, html: str) -> bool:
        """Returns False, without adding anything, if they must be added part by part."""
        text = _simple_text(html)
        if not text or self.is_after_mark or self.skipped_tag or _UNEVEN.search(text):
            return False
        self.separator = _BLANK_LINE
        self._write(unescape(text))
        self.separator = _BLANK_LINE
        return True

    def add_html(self, html: str) -> None:
        for index, part in enumerate(_TAG.split(html)):
            if index % 2:
                self.add_tag(part)
            elif part:
                self.add_text(part)

    def add_tag(self, tag: str) -> None:
        name, is_closing, is_plain = _read_tag(tag) if len(tag) <= _SHORT_TAG else _parse_tag(tag)
        if is_plain and not self.skipped_tag:
            self.separator = max(self.separator, _SEPARATOR_AROUND.get(name, 0))
            return
        self._update_skipping(name, tag, is_closing=is_closing)
        if name == "br":
            self._write("\n", starts_line=True)
        elif name == "hr":
            self.separator = _BLANK_LINE
            self._write("* * *")
            self.separator = _BLANK_LINE
        elif name == "rt":
            self._write(")" if is_closing else "(")
        self.separator = max(self.separator, _SEPARATOR_AROUND.get(name, 0))
        if name == "pre":
            self.is_preformatted = not is_closing
        elif name in ("ol", "ul"):
            self._update_numbers(name, tag, is_closing=is_closing)
        elif name == "li" and not is_closing and (mark := self._item_mark(tag)):
            self._write(mark)
            self.is_after_mark = True

    def _update_numbers(self, name: str, tag: str, *, is_closing: bool) -> None:
        if not is_closing:
            start = _FIRST_NUMBER.search(tag)
            self.next_numbers.append(None if name == "ul" else int(start[1]) if start else 1)
        elif self.next_numbers:
            self.next_numbers.pop()

    def _item_mark(self, tag: str) -> str:
        if footnote := _FOOTNOTE_ID.search(tag):
            return f"[{footnote[1]}] "
        number = self.next_numbers[-1] if self.next_numbers else None
        if number is None:
            return self.bullet
        value = _FIRST_NUMBER.search(tag)
        number = int(value[1]) if value else number
        self.next_numbers[-1] = number + 1
        return f"{number}. "

    def _update_skipping(self, name: str, tag: str, *, is_closing: bool) -> None:
        if name == self.skipped_tag and is_closing:
            self.skipped_tag = ""
        elif name == "rp" or 'class="footnote-back"' in tag:
            self.skipped_tag = name

    def add_text(self, text: str) -> None:
        if self.skipped_tag:
            return
        if not self.is_preformatted:
            if _MORE_SPACE.search(text):
                text = _WHITE_SPACE.sub(" ", text)
            if self.separator or not self.out or self.out[-1].endswith(("\n", " ")):
                text = text.lstrip(" ")
        if text:
            self._write(unescape(text))

    def _write(self, text: str, *, starts_line: bool = False) -> None:
        if (self.separator or starts_line) and self.out and not self.is_after_mark:
            self.out[-1] = self.out[-1].rstrip(" \n" if self.separator else " ")
        if self.separator and self.out and not self.is_after_mark:
            self.out.append(_SEPARATORS[self.separator])
        self.separator = 0
        self.is_after_mark = False
        self.out.append(text)
