"""Takes the running text out of our own well-formed HTML.

Running text is what a reader reads first: no folded text, no footnotes and their marks, no
annotations over characters.
"""

import re
from collections.abc import Iterable
from html import unescape
from typing import Final

from serial.markup.allowed import BLOCK_TAGS

# The last tag or character reference of HTML that was cut off may be incomplete.
_PART: Final = re.compile(r"(<[^>]*>?)|([^<]+)")
_CUT_REFERENCE: Final = re.compile(r"&[A-Za-z0-9#]{0,10}$")
_ALT: Final = re.compile(r' alt="([^"]+)"')
_TAG: Final = re.compile(r"<(/?)([a-z0-9]+)")
_BREAKING_TAGS: Final = BLOCK_TAGS | {"br", "hr", "img"}
_SKIPPED_TAGS: Final = frozenset({"details", "rp", "rt"})
_SKIPPED_CLASSES: Final = ('class="footnote-ref"', 'class="footnotes"')
_NOT_PARAGRAPHS: Final = (
    _SKIPPED_TAGS | {"caption", "figcaption", "table"} | {f"h{n}" for n in range(2, 7)}
)
_BLOCK_BREAK: Final = "\n\n"
_SPACE_BEFORE_SIGN: Final = re.compile(r"\s+\ufdd0+(?=[.,;:!?…)\]”’])|\ufdd0")
# A noncharacter, which no text of ours can contain, stands where a footnote mark was.
_REMOVED_MARK: Final = "\ufdd0"


def running_text(html: str, enough: int) -> str:
    """Returns the running text of HTML in one line.

    If there is none, returns the labels of folded text; without those, what pictures show.

    html: may be cut off anywhere.
    enough: stops after the text part that reaches this length.
    """
    reader = _Reader()
    reader.read(html, enough)
    return _one_line(reader.running) or _one_line(reader.labels) or _one_line(reader.pictures)


def first_paragraph(html: str, enough: int) -> str:
    """Returns the first paragraph of the running text that has a letter or a digit, in one line.

    Headings, titles of containers, tables and captions are not running text here.

    enough: as in `running_text`.
    """
    reader = _Reader(_NOT_PARAGRAPHS, (*_SKIPPED_CLASSES, 'class="block-title'), _BLOCK_BREAK)
    reader.read(html, enough)
    paragraphs = map(_one_line, "".join(reader.running).split(_BLOCK_BREAK))
    return next((text for text in paragraphs if any(map(str.isalnum, text))), "")


def first_paragraphs(html: str, enough: int) -> list[str]:
    """Returns whole paragraphs of the running text, until they have `enough` characters.

    Paragraphs without a letter or a digit are left out, as in `first_paragraph`.
    """
    reader = _Reader(_NOT_PARAGRAPHS, (*_SKIPPED_CLASSES, 'class="block-title'), _BLOCK_BREAK)
    reader.read(html, 4 * enough)
    paragraphs = []
    length = 0
    for text in map(_one_line, "".join(reader.running).split(_BLOCK_BREAK)):
        if any(map(str.isalnum, text)):
            paragraphs.append(text)
            length += len(text)
        if length >= enough:
            break
    return paragraphs


class _Reader:
    def __init__(
        self,
        skipped_tags: frozenset[str] = _SKIPPED_TAGS,
        skipped_classes: tuple[str, ...] = _SKIPPED_CLASSES,
        block_break: str = " ",
    ) -> None:
        self.skipped_tags, self.skipped_classes = skipped_tags, skipped_classes
        # Stands in the running text where a block begins or ends.
        self.block_break = block_break
        self.running: list[str] = []
        self.labels: list[str] = []
        # Their descriptions.
        self.pictures: list[str] = []
        self.length = 0
        # The tag of the skipped element, and how many of its kind are open in it.
        self.skipped, self.depth = "", 0
        self.is_label = False

    def read(self, html: str, enough: int) -> None:
        for part in _PART.finditer(html):
            tag, text = part.groups(default="")
            if tag:
                self.read_tag(tag)
            elif not self.skipped:
                self.running.append(text)
                self.length += len(text)
                if self.length >= enough:
                    return
            elif self.is_label:
                self.labels.append(text)

    def read_tag(self, tag: str) -> None:
        match = _TAG.match(tag)
        if match is None:
            return
        is_closing, name = bool(match[1]), match[2]
        if name == "summary":
            self.is_label = not is_closing
        if self.skipped:
            if name == self.skipped:
                self.depth += -1 if is_closing else 1
                self.skipped = self.skipped if self.depth else ""
        elif name in self.skipped_tags or any(part in tag for part in self.skipped_classes):
            self.skipped, self.depth = name, 1
        if name in BLOCK_TAGS and not self.skipped:
            self.running.append(self.block_break)
        elif name in _BREAKING_TAGS:
            if name == "img" and not self.skipped and (alt := _ALT.search(tag)):
                self.pictures += alt[1], " "
            (self.labels if self.skipped else self.running).append(" ")
        elif self.skipped == "sup":
            self.running.append(_REMOVED_MARK)


def _one_line(parts: Iterable[str]) -> str:
    text = unescape(_CUT_REFERENCE.sub("", "".join(parts)))
    return " ".join(_SPACE_BEFORE_SIGN.sub("", text).split())
