"""Words that stand twice in English text: "against the the wall".

Only words that good sentences never double: "had had", "that that", "is is" and "gave her her coat"
are right.
"""

import re
from collections.abc import Iterator
from typing import Final

from serial.markup.checking.slip import Edit, Slip, SlipKind
from serial.markup.options import Options

_WORDS: Final = (
    *("the", "a", "an", "and", "or", "but", "of", "at", "by", "for", "from", "into", "with", "to"),
    *("my", "your", "our", "their", "its"),
)
_IN_WORD: Final = r"[\w'\u2019-]"
# For a text in lower case. Each pattern begins with letters, which are found faster than a choice
# of words. Between the two ends at most one line, so they are of one paragraph.
_DOUBLED: Final = tuple(
    re.compile(
        rf"{word}(?<!{_IN_WORD}{word})"
        rf"(?P<again>[ \t]*(?:[ \t]|\n[ \t]*){word})(?!{_IN_WORD})"
    )
    for word in _WORDS
)


def find_doubled_words(source: str, options: Options) -> Iterator[Slip]:
    if options.language.lower().partition("-")[0] != "en":
        return
    # The only letter that is two in lower case would move all places after it.
    lowered = source.replace("\u0130", "I").lower()
    for pattern in _DOUBLED:
        for match in pattern.finditer(lowered):
            first = source[match.start() : match.start("again")]
            second = source[match.start("again") : match.end()].lstrip()
            # The second begins with a small letter; "a A" and "THE THE" are no slips.
            if second.islower() and first in (second, second.capitalize()):
                fix = Edit(match.start("again"), match.end(), "")
                yield Slip(SlipKind.DOUBLED_WORD, match.start(), match.end(), (fix,))
