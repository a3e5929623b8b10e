"""Rules of a word list as patterns: words in a row, in which "*" stands for any letters."""

import re
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext

from serial.moderation.word_lists.splitting import folded_words

MAX_RULE_LENGTH: Final = 100
MAX_RULE_WORDS: Final = 10
# A rule such as "a*" would find every second sentence.
MIN_LETTERS: Final = 2
# Han, kana, Thai, Lao, Burmese and Khmer put no spaces between words.
_WITHOUT_SPACES: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)
# Stands for "*" while the words of a rule are split and folded: no separator, no letter.
_STAR: Final = "\U000f0000"


class InvalidRule(Exception):
    """Raised when a line of a word list is no rule. str(error) is the message for the user."""


@dataclass(frozen=True)
class Pattern:
    """A word of a rule. parts: what stands between the stars; one part if there is none."""

    parts: tuple[str, ...]

    def is_exact(self) -> bool:
        return len(self.parts) == 1

    def is_any_word(self) -> bool:
        return not any(self.parts)


def parse_rule(rule: str) -> tuple[Pattern, ...]:
    """Returns one pattern for each word. Raises InvalidRule."""
    if len(rule) > MAX_RULE_LENGTH:
        message = gettext("“%(rule)s…” is longer than %(max)d characters.")
        raise InvalidRule(message % {"rule": rule[:40], "max": MAX_RULE_LENGTH})
    patterns = tuple(_parse_word(word) for word in folded_words(rule.replace("*", _STAR)))
    letters = sum(len(part) for pattern in patterns for part in pattern.parts)
    if letters < MIN_LETTERS and not _WITHOUT_SPACES.search(rule):
        message = gettext("“%(rule)s” needs at least %(min)d letters.")
        raise InvalidRule(message % {"rule": rule, "min": MIN_LETTERS})
    if len(patterns) > MAX_RULE_WORDS:
        message = gettext("“%(rule)s” has more than %(max)d words.")
        raise InvalidRule(message % {"rule": rule, "max": MAX_RULE_WORDS})
    return patterns


def _parse_word(word: str) -> Pattern:
    if _WITHOUT_SPACES.search(word):
        word = f"{_STAR}{word}{_STAR}"
    return Pattern(tuple(re.split(f"{_STAR}+", word)))
