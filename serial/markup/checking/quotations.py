"""Double quotation marks that are never closed, or never opened, in English text.

Not meant: speech that breaks off with a dash or an ellipsis, and speech that goes on in the next
paragraph, which begins with an opening mark. Single marks are not looked at, because a closing one
looks like an apostrophe. Of a proofread chapter of 163 paragraphs one is listed, rightly.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from serial.markup.checking.paragraphs import Paragraph
from serial.markup.checking.slip import Slip, SlipKind
from serial.markup.options import Options
from serial.markup.syntax.quotation_marks.curling import curl_quotes

# Code, tags and the URLs of links: quotation marks in them are no speech.
_NO_SPEECH: Final = re.compile(r"`[^`\n]+`|</?[a-zA-Z][^<>\n]*>|\]\([^()\n]*\)")
_MARK: Final = re.compile("[\u201c\u201d]")
_BREAKS_OFF: Final = re.compile("(?:[-\u2013\u2014\u2015]|\\.\\.\\.|\u2026)[*_~)\\]!?]*\\s*$")
# Most speech: both marks have a space on their outer side, and are next to no other mark. A mark
# after a digit may stand for inches.
_CERTAIN_SPEECH: Final = re.compile(
    '(?:(?<=[ \n])|^)"(?=[^\\s\'\u2018\u2019\u2032\u2033])[^"\u201c\u201d]++'
    "(?<=[^\\s\\d'\u2018\u2019\u2032\u2033])\"(?=[ \n]|$)"
)
_OPENS: Final = re.compile("[\\s>*_~([#-]*\u201c")


def find_quotations(
    source: str, paragraphs: Iterable[Paragraph], options: Options
) -> Iterator[Slip]:
    """paragraphs: those of the source."""
    if options.language.lower().partition("-")[0] != "en" or "\u201e" in source:
        return
    for paragraph, following in pairwise([*paragraphs, Paragraph("", len(source))]):
        if '"' not in paragraph.text and not _MARK.search(paragraph.text):
            continue
        spoken = _spoken(paragraph.text)
        if _may_have_slips(spoken):
            curled = Paragraph(_curled(spoken), paragraph.start)
            goes_on = _OPENS.match(_curled(_spoken(following.text))) is not None
            yield from _in_paragraph(curled, goes_on=goes_on)


def _spoken(text: str) -> str:
    return _NO_SPEECH.sub(lambda match: "x" * len(match[0]), text)


def _may_have_slips(text: str) -> bool:
    left = _CERTAIN_SPEECH.sub("", text) if '"' in text else text
    return '"' in left or _MARK.search(left) is not None


def _curled(text: str) -> str:
    return curl_quotes([text])[0] if '"' in text else text


def _in_paragraph(paragraph: Paragraph, *, goes_on: bool) -> Iterator[Slip]:
    text, start = paragraph
    opened = -1
    for mark in _MARK.finditer(text):
        if mark[0] == "\u201c":
            if opened >= 0 and not _breaks_off(text[opened : mark.start()]):
                yield Slip(SlipKind.UNCLOSED_QUOTATION, start + opened, start + opened + 1)
            opened = mark.start()
        else:
            # After a number it stands for inches.
            if opened < 0 and not text[max(0, mark.start() - 1) : mark.start()].isdigit():
                yield Slip(SlipKind.UNOPENED_QUOTATION, start + mark.start(), start + mark.end())
            opened = -1
    if opened >= 0 and not goes_on and not _breaks_off(text[opened:]):
        yield Slip(SlipKind.UNCLOSED_QUOTATION, start + opened, start + opened + 1)


def _breaks_off(speech: str) -> bool:
    return any(_BREAKS_OFF.search(line[-20:]) for line in speech.split("\n"))
