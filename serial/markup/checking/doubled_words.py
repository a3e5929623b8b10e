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
_DOUBLED: Final = re.compile(
    rf"(?<![\w'\u2019-])(?P<word>{'|'.join(_WORDS)})"
    r"(?P<again>[ \t]*(?:[ \t]|\n[ \t]*)(?P=word))(?![\w'\u2019-])",
    re.IGNORECASE,
)


def find_doubled_words(source: str, options: Options) -> Iterator[Slip]:
    if options.language.lower().partition("-")[0] != "en":
        return
    # A fifth of the time of the pattern alone, which most texts do not need.
    words = " ".join(["", *source.lower().split()])
    if not any(f" {word} {word}" in words for word in _WORDS):
        return
    for match in _DOUBLED.finditer(source):
        # The second begins with a small letter; "a A" and "THE THE" are no slips.
        again = match["again"].lstrip()
        if again.islower() and match["word"] in (again, again.capitalize()):
            fix = Edit(match.start("again"), match.end("again"), "")
            yield Slip(SlipKind.DOUBLED_WORD, match.start(), match.end(), (fix,))
