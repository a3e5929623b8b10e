"""The first sentences of a text, for lists of chapters."""

from typing import Final

from icu4py.breakers import SentenceBreaker

from serial.markup.excerpts import SENTENCE_END, shorten
from serial.markup.running_text import first_paragraph

# A line of a list on a phone of 390 px holds about 40 characters: a sentence that fills one stands
# alone, and shorter ones are joined while they fit in two.
ENOUGH: Final = 40
FULL: Final = 80
# A sentence longer than this is cut after a word.
FIRST_SENTENCES_MAX_LENGTH: Final = 280


def first_sentences(html: str) -> str:
    """Returns the first whole sentences of rendered text, as plain text in one line.

    They are of the first paragraph, and of more than one sentence only if the first is short.
    Folded text (spoilers and warnings), headings and footnotes are left out.
    """
    paragraph = first_paragraph(html, enough=2 * FIRST_SENTENCES_MAX_LENGTH)
    taken = ""
    for sentence in _sentences(paragraph):
        if taken and (len(taken) >= ENOUGH or len(taken + sentence) > FULL):
            break
        taken += sentence
    return shorten(taken.strip(), FIRST_SENTENCES_MAX_LENGTH)


def _sentences(text: str) -> list[str]:
    """Returns the sentences, each with the space after it. "Mr." does not end a sentence."""
    sentences = [""]
    for start, end in SentenceBreaker(text, "en").segments():
        if SENTENCE_END.search(sentences[-1].rstrip()):
            sentences.append("")
        sentences[-1] += text[start:end]
    return sentences
