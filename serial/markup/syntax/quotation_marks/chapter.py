"""What the whole chapter shows about its quotation marks."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from serial.markup.syntax.quotation_marks.elisions import Elision, elision_at
from serial.markup.syntax.quotation_marks.paragraph import Paragraph
from serial.markup.syntax.quotation_marks.single_marks import Kind
from serial.markup.syntax.quotation_marks.word_ends import WordEnd, word_end

_DOUBLE: Final = frozenset('"\u201c')
_SINGLE: Final = frozenset("'\u2018")
_SENTENCE: Final = re.compile("(?<!\\S)[\"'\u201c\u2018](?=[A-Z])")
_MAY_CLOSE: Final = frozenset({Kind.CLOSES_OR_APOSTROPHE, Kind.OPENS_OR_CLOSES})
_CLOSING_ENDS: Final = frozenset({WordEnd.STOP, WordEnd.WORD})
# Each is sought in the whole chapter; the novels of docs/reliability.md seek at most 10 in one.
_MAX_WORDS_SOUGHT: Final = 300
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_CLOSED: Final = re.compile("['\u2019](?!\\w)")
_WHOLE_WORD: Final = re.compile(r"(?<!['\u2019\w])[^\W\d_]{3,}")


class ChapterWords:
    """Knows which words a chapter writes small; looks only for those that are asked for."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._found: dict[str, bool] = {}

    def has_small(self, word: str) -> bool:
        """Whether a word in lower case stands between spaces. False after many other words."""
        if word not in self._found and len(self._found) < _MAX_WORDS_SOUGHT:
            spaced = f" {word} "
            self._found[word] = any(spaced in text for text in self._texts)
        return self._found.get(word, False)


def has_single_speech(texts: Sequence[str]) -> bool:
    """Whether speech is in single marks, as in British books.

    More paragraphs begin with one; if as many do, more sentences.
    """
    doubles = sum(text[:1] in _DOUBLE for text in texts)
    singles = sum(text[:1] in _SINGLE and elision_at(text, 1) < Elision.LIKELY for text in texts)
    if singles != doubles:
        return singles > doubles
    sentences = [mark for text in texts for mark in _SENTENCE.findall(text)]
    return 2 * sum(mark in _SINGLE for mark in sentences) > len(sentences)


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
        if kind in _MAY_CLOSE and word_end(paragraph.text, position) in _CLOSING_ENDS:
            return
        if kind is Kind.OPENS_OR_APOSTROPHE and _is_within_sentence(paragraph.text, position):
            match = _WORD.match(paragraph.text, position + 1)
            if match and not _CLOSED.match(paragraph.text, match.end()):
                yield match[0]


def _is_within_sentence(text: str, position: int) -> bool:
    return position > 1 and text[position - 1] == " " and text[position - 2].isalnum()
