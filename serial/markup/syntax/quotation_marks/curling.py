"""Makes straight quotation marks and apostrophes curly.

Rules, where the context is ambiguous:
- Double marks are decided by the characters on either side, and hardly ever counted: a speech that
  breaks off with a dash may have no closing mark, and every paragraph of a long speech begins with
  an opening mark. A row of adjacent marks is decided as a whole.
- After a dash, a mark opens before a letter, digit or ellipsis, and closes otherwise.
- A double mark between a word or stop and a word, without a space, closes (said."She') if a double
  mark is open, and else opens (but..."That's it.").
- One mark between two spaces closes or opens if others in the paragraph show which; else it stays
  straight, as does a mark alone on its line. Of two or more, the first half opens and the second
  half closes.
- Primes are used only between digits (5'10) and after such a pair (5'10"). After any other number
  a mark closes or is an apostrophe: "Room 10" is more common in fiction than a 10" pipe.
- A single mark before a word opens or is an apostrophe depending on the word (elisions.py) and on
  the marks around it (single_marks.py).
"""

import re
from collections.abc import Sequence
from typing import Final

from serial.markup.syntax.quotation_marks.chapter import (
    ChapterWords,
    elided_words,
    has_single_speech,
)
from serial.markup.syntax.quotation_marks.costs import ParagraphCosts
from serial.markup.syntax.quotation_marks.paragraph import Paragraph
from serial.markup.syntax.quotation_marks.single_marks import find_openings

STRAIGHT: Final = re.compile("[\"']")


def curl_quotes(texts: Sequence[str]) -> list[str]:
    """Returns the paragraphs of a chapter, of the same lengths, with curly marks."""
    paragraphs = [Paragraph(text) for text in texts]
    if any(paragraph.marks for paragraph in paragraphs):
        _curl_singles(paragraphs, texts)
    return [paragraph.text for paragraph in paragraphs]


def _curl_singles(paragraphs: list[Paragraph], texts: Sequence[str]) -> None:
    single_speech = has_single_speech(texts)
    elided = frozenset() if single_speech else elided_words(paragraphs)
    words = ChapterWords(texts)
    for paragraph, following in zip(paragraphs, [*texts[1:], ""], strict=True):
        if paragraph.marks:
            costs = ParagraphCosts(paragraph.text, following, single_speech, elided, words)
            paragraph.open_singles(find_openings(paragraph.marks, costs))
