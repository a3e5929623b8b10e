"""Asterisks that look like the mark of emphasis, but have no partner: they stay on the page."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from markdown_it.token import Token

from serial.markup.checking.paragraphs import Paragraph
from serial.markup.checking.slip import Slip, SlipKind
from serial.markup.options import Options
from serial.markup.syntax.parsing import parse

_OPTIONS: Final = Options(smart_punctuation=False)
# Emphasis that is certain to be complete; what is left of most paragraphs has no asterisk.
_COMPLETE: Final = re.compile(
    r"(?<![\w*\\])(\*{1,3})(?=[^\s*])[^*\n\\]*[^\s*\\]\1(?![\w*])|\\[\\*]|^[ \t]*\*[ \t*]+$",
    re.MULTILINE,
)
_ESCAPE: Final = re.compile(r"\\[!-/:-@\[-`{-~]")
_RUN: Final = re.compile(r"\*+")
_BEFORE_OPENING: Final = "([{\"'\u201c\u2018\u00ab\u2013\u2014-"
_OPENING_QUOTES: Final = "\"'\u201c\u2018\u00ab"
_AFTER_CLOSING: Final = ")]}\"'\u201d\u2019\u00bb\u2013\u2014-.,;:!?\u2026"
# Letters before asterisks that mask the rest of a word: sh**.
_MASKED: Final = re.compile(r"(?<!\w)\w{1,3}$")
_CONTEXT: Final = 12


def find_asterisks(paragraphs: Iterable[Paragraph]) -> Iterator[Slip]:
    for paragraph in paragraphs:
        if "*" in paragraph.text and "*" in _COMPLETE.sub("", paragraph.text):
            yield from _in_paragraph(paragraph)


def _in_paragraph(paragraph: Paragraph) -> Iterator[Slip]:
    """Looks for asterisks in the text that the parser leaves, and finds them again in the source.

    The parser gives no offsets within a paragraph; its texts stand in the order of the source.
    """
    # Escaped signs are meant as typed. Their stand-ins have the same length.
    source = _ESCAPE.sub("\ue000\ue000", paragraph.text)
    position = 0
    for text in _texts(source):
        for run in _RUN.finditer(text.content):
            if not text.looks_like_mark(run):
                continue
            before = min(run.start(), _CONTEXT)
            context = text.content[run.start() - before : run.end() + _CONTEXT]
            # The words before this one may be those behind the last one.
            found = source.find(context, max(0, position - before))
            if found >= 0:
                position = found + before
                start = paragraph.start + position
                position += len(run[0])
                yield Slip(SlipKind.ASTERISK, start, start + len(run[0]))


class _Text(NamedTuple):
    """A text between other markup; `left` and `right` stand for what is beside it."""

    content: str
    left: str
    right: str

    def looks_like_mark(self, run: re.Match[str]) -> bool:
        """Whether it stands at one side of a word only, and masks none of its letters."""
        left = self.content[run.start() - 1] if run.start() else self.left
        right = self.content[run.end()] if run.end() < len(self.content) else self.right
        if left.isspace() or left in _BEFORE_OPENING:
            return (right.isalnum() or right in _OPENING_QUOTES) and len(run[0]) <= len("***")
        if right.isspace() or right in _AFTER_CLOSING:
            is_masking = len(run[0]) > 1 and _MASKED.search(self.content, 0, run.start())
            return len(run[0]) <= len("**") and not is_masking
        return False


def _texts(source: str) -> Iterator[_Text]:
    for token in parse(source, _OPTIONS) or []:
        children = token.children or []
        for index, child in enumerate(children):
            if child.type == "text" and "*" in child.content:
                left = _neighbour(children, index - 1) if index else " "
                yield _Text(child.content, left, _neighbour(children, index + 1))


def _neighbour(tokens: list[Token], index: int) -> str:
    """A letter for emphasis, a link or an image; a space for the end of a line."""
    is_line_end = index >= len(tokens) or tokens[index].type in ("softbreak", "hardbreak")
    return " " if is_line_end else "x"
