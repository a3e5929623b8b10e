"""Words that stand twice in English text: "against the the wall".

Only words that good sentences never double: "had had", "that that", "is is" and "gave her her coat"
are right.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from serial.markup.checking.paragraphs import Paragraph, split_source
from serial.markup.checking.slip import Edit, Slip, SlipKind
from serial.markup.options import Options

_WORD: Final = re.compile(r"\w+")
_WORDS: Final = (
    *("the", "a", "an", "and", "or", "but", "of", "at", "by", "for", "from", "into", "with", "to"),
    *("my", "your", "our", "their", "its"),
)
_DOUBLED: Final = re.compile(
    rf"(?<![\w'\u2019-])(?P<word>{'|'.join(_WORDS)})"
    r"(?P<again>[ \t]*(?:[ \t]|\n[ \t]*)(?P=word))(?![\w'\u2019-])",
    re.IGNORECASE,
)


def find_doubled_words(source: str, options: Options) -> Iterator[Slip]:
    if options.language.lower().partition("-")[0] != "en":
        return
    for paragraph in split_source(source):
        # Much faster than the pattern, which most paragraphs do not need.
        words = _WORD.findall(paragraph.text.lower())
        if any(first == second and first in _WORDS for first, second in pairwise(words)):
            yield from _in_paragraph(paragraph)


def _in_paragraph(paragraph: Paragraph) -> Iterator[Slip]:
    for match in _DOUBLED.finditer(paragraph.text):
        # The second begins with a small letter; "a A" and "THE THE" are no slips.
        again = match["again"].lstrip()
        if again.islower() and match["word"] in (again, again.capitalize()):
            start = paragraph.start
            fix = Edit(start + match.start("again"), start + match.end("again"), "")
            yield Slip(SlipKind.DOUBLED_WORD, start + match.start(), start + match.end(), (fix,))
