"""Words that end in an apostrophe: goin', th', the boys' room."""

import re
from enum import Enum, auto
from typing import Final


class WordEnd(Enum):
    """What the text before a single mark is."""

    STOP = auto()
    WORD = auto()
    ELIDED = auto()
    POSSESSIVE = auto()


# -in' for -ing, but not the -in of words that end so, nor of names.
_ELIDED: Final = re.compile(
    r"(?<![\w-])(?<!\w['\u2019])(?:"
    r"(?!(?:.*a|bas|beg|b|cab|ch|coff|cous|co|dolph|d|f|gobl|gr|g|jo|k|lat|marg|mart|musl|napk|orig|"
    r"pumpk|p|ras|res|rob|ru|sat|sk|sp|s|th|tw|t|viol|virg|with|w)in$)[a-z]+in|"
    r"(?:Any|Every|No|Some)thin|(?:Ask|Be|Com|Do|Even|Feel|Fish|Gett|Go|Hav|Hunt|Keep|Liv|Look|Ly|Mak|"
    r"Morn|Play|Runn|Say|See|Sett|Sitt|Speak|Stand|Tak|Talk|Tell|Think|Try|Wait|Walk|Want|Work)in|"
    r"(?i:a|an|befo|bes|bu|ca|d|ev|fa|fo|gi|ha|i|jes|jus|kep|las|le|lil|ma|mak|mo|mus|ne|nex|nor|o|"
    r"ol|ole|pa|po|s|sho|slep|t|tak|th|tha|wha|wi|wid|wit|yo))$"
)
_LONGEST_ELIDED: Final = 12
# Words that hardly follow a possessive.
_FUNCTION_WORD: Final = re.compile(
    r" (?:[(\u2014\u2013-]|(?:a|an|and|are|as|at|be|been|but|by|can|could|did|do|does|for|from|had|"
    r"has|have|he|her|him|his|I|if|in|into|is|it|might|must|nor|not|of|on|or|our|said|says|shall|she|"
    r"should|so|than|that|the|their|them|then|they|this|to|us|was|we|were|what|when|where|which|"
    r"while|who|will|with|without|would|you|your)\b)"
)


def word_end(text: str, position: int) -> WordEnd:
    """What stands before the single mark at `position`, which has no letter after it."""
    if not text[position - 1].isalnum():
        return WordEnd.STOP
    is_hyphenated = (
        text[position + 1 : position + 2] == "-" and text[position + 2 : position + 3].isalnum()
    )
    if is_hyphenated or _ELIDED.search(text, max(0, position - _LONGEST_ELIDED), position):
        return WordEnd.ELIDED
    if text[position - 1] == "s" and _is_possessive(text, position):
        return WordEnd.POSSESSIVE
    return WordEnd.WORD


def _is_possessive(text: str, position: int) -> bool:
    return (
        text[position - 2].isalpha()
        and text[position + 1 : position + 2].isspace()
        and not _FUNCTION_WORD.match(text, position + 1)
    )
