"""Plain text from our own well-formed HTML: what a reader reads."""

import re
from html import unescape
from typing import Final

from serial.markup.allowed import BLOCK_TAGS

_TAG: Final = re.compile(r"(<[^>]+>)")
_NAME: Final = re.compile(r"</?([a-z0-9]+)")
_NOTE: Final = re.compile(r'-fn-([0-9]+)"')
_SPACE: Final = re.compile(r"[ \t\n\f]+")

_TAB, _LINE, _BLANK = 1, 2, 3
_GAPS: Final = ("", "\t", "\n", "\n\n")
_GAP_AROUND: Final = {
    **dict.fromkeys(BLOCK_TAGS, _BLANK),
    **dict.fromkeys(("tbody", "tfoot", "thead", "colgroup"), 0),
    **dict.fromkeys(("caption", "dd", "dt", "figcaption", "li", "tr"), _LINE),
    **dict.fromkeys(("td", "th"), _TAB),
}


def plain_text(html: str) -> str:
    """Paragraphs with a blank line between them, cells with a tab, a line break as itself.

    A footnote's mark reads [1], and so begins the note at the end; the way back from it is
    left out, as are images. A scene break reads "* * *". What a ruby says is in brackets.
    """
    writer = _Writer()
    for index, part in enumerate(_TAG.split(html)):
        if index % 2:
            writer.tag(part)
        elif part:
            writer.text(part)
    return "".join(writer.out).strip("\n\t ")


class _Writer:
    def __init__(self) -> None:
        self.out: list[str] = []
        self.gap = 0
        self.is_after_mark = False
        self.preformatted = False
        self.skipped = ""

    def tag(self, tag: str) -> None:
        match = _NAME.match(tag)
        name = match[1] if match else ""
        closes = tag.startswith("</")
        self._skip(name, tag, closes=closes)
        if name == "br":
            self._put("\n", starts_line=True)
        elif name == "hr":
            self.gap = _BLANK
            self._put("* * *")
            self.gap = _BLANK
        elif name == "rt":
            self._put(")" if closes else "(")
        self.gap = max(self.gap, _GAP_AROUND.get(name, 0))
        if name == "pre":
            self.preformatted = not closes
        elif name == "li" and (note := _NOTE.search(tag)):
            self._put(f"[{note[1]}] ")
            self.is_after_mark = True

    def _skip(self, name: str, tag: str, *, closes: bool) -> None:
        if name == self.skipped and closes:
            self.skipped = ""
        elif name == "rp" or 'class="footnote-back"' in tag:
            self.skipped = name

    def text(self, text: str) -> None:
        if self.skipped:
            return
        if not self.preformatted:
            text = _SPACE.sub(" ", text)
            if self.gap or not self.out or self.out[-1].endswith(("\n", " ")):
                text = text.lstrip(" ")
        if text:
            self._put(unescape(text))

    def _put(self, text: str, *, starts_line: bool = False) -> None:
        if (self.gap or starts_line) and self.out and not self.is_after_mark:
            self.out[-1] = self.out[-1].rstrip(" \n" if self.gap else " ")
        if self.gap and self.out and not self.is_after_mark:
            self.out.append(_GAPS[self.gap])
        self.gap = 0
        self.is_after_mark = False
        self.out.append(text)
