"""What the whole chapter shows about its quotation marks."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from serial.markup.syntax.quotation_marks.elisions import Elision, elision_at
from serial.markup.syntax.quotation_marks.paragraph import Paragraph
from serial.markup.syntax.quotation_marks.single_marks import Kind

_MAY_CLOSE: Final = frozenset({Kind.CLOSES_OR_APOSTROPHE, Kind.OPENS_OR_CLOSES})
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_WHOLE_WORD: Final = re.compile(r"(?<!['\u2019\w])[^\W\d_]{3,}")


def has_single_speech(texts: Sequence[str]) -> bool:
    """Whether speech is in single marks, as in British books: more paragraphs begin with one."""
    doubles = sum(text[:1] in ('"', "\u201c") for text in texts)
    singles = sum(
        text[:1] in ("'", "\u2018") and elision_at(text, 1) < Elision.LIKELY for text in texts
    )
    return singles > doubles


def elided_words(paragraphs: Sequence[Paragraph]) -> frozenset[str]:
    """Words that stand after a single mark that nothing closes, and never without: 'Zekiel.

    Only where speech is in double marks.
    """
    words = {word.lower() for paragraph in paragraphs for word in _unclosed_words(paragraph)}
    if words:
        words -= {
            word.lower() for paragraph in paragraphs for word in _WHOLE_WORD.findall(paragraph.text)
        }
    return frozenset(words)


def _unclosed_words(paragraph: Paragraph) -> Iterable[str]:
    for kind, position in reversed(paragraph.marks):
        if kind in _MAY_CLOSE:
            return
        if kind is Kind.OPENS_OR_APOSTROPHE and _is_within_sentence(paragraph.text, position):
            match = _WORD.match(paragraph.text, position + 1)
            if match:
                yield match[0]


def _is_within_sentence(text: str, position: int) -> bool:
    return position > 1 and text[position - 1] == " " and text[position - 2].isalnum()
