"""Invented drafts: prose and dialogue, in which words are about as frequent as in real novels."""

import random
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

# The most frequent words first; they are about half of all words in English prose.
# fmt: off
_FREQUENT: Final = [
    "the", "and", "to", "of", "a", "I", "was", "in", "he", "that", "it", "her", "she", "had", "you",
    "his", "as", "for", "with", "not", "but", "be", "at", "on", "him", "is", "my", "have", "so",
    "me", "said", "all", "they", "by", "which", "were", "would", "been", "from", "no", "this",
    "what", "very", "when", "there", "could", "or", "an", "who", "if", "one", "do", "out", "up",
    "them", "then", "know", "did", "must", "more", "will", "now", "well", "little", "how", "about",
    "than", "come", "time", "some", "never", "only", "down", "back", "into", "see", "before",
]
# Chapters repeat such lines.
_REPEATED: Final = [
    "“No.”", "“Yes.”", "“What?”", "“I know.”", "“Why?”", "“Don't.”", "He waited.", "She nodded.",
    "“No,” she said.", "“Yes,” he said.", "“Of course.”", "Silence.", "“I don't know.”", "* * *",
]
# Of which the other words are made.
_STARTS: Final = [*"bcdfghlmnprstvw", "st", "tr", "br", "sh", "cl"]
_ENDS: Final = ["", "n", "r", "t", "ll", "st", "nd", "ed", "ing", "er"]
# fmt: on
_NAMES: Final = ["Ines", "Tobias", "Marguerite", "Old Halloran", "Vey"]
_RARE_WORDS: Final = 4_000


def _rare_words() -> list[str]:
    rng = random.Random(1)  # noqa: S311 - reproducible, not secret
    words: dict[str, None] = {}
    while len(words) < _RARE_WORDS:
        syllables = [
            rng.choice(_STARTS) + rng.choice("aeiou") for _ in range(rng.choice((2, 2, 3)))
        ]
        words["".join(syllables) + rng.choice(_ENDS)] = None
    return list(words)


VOCABULARY: Final = [*_FREQUENT, *_rare_words()]
# Zipf's law: the frequency of a word is in inverse proportion to its rank.
_CUMULATIVE_WEIGHTS: Final = list(accumulate(1 / (rank + 2) for rank in range(len(VOCABULARY))))


def random_words(rng: random.Random, count: int) -> list[str]:
    return rng.choices(VOCABULARY, cum_weights=_CUMULATIVE_WEIGHTS, k=count)


def paragraphs(rng: random.Random) -> Iterator[str]:
    """Yields the paragraphs of a draft without end: four in ten are prose, the rest is dialogue."""
    while True:
        share = rng.random()
        if share < 0.4:
            yield " ".join(_sentence(rng, 4, 24) for _ in range(rng.randint(1, 6)))
        elif share < 0.7:
            yield _speech(rng)
        elif share < 0.92:
            yield _short_line(rng)
        else:
            yield rng.choice(_REPEATED)


def _sentence(rng: random.Random, shortest: int, longest: int) -> str:
    words = random_words(rng, rng.randint(shortest, longest))
    words[0] = words[0].capitalize()
    if len(words) > 8:
        words[len(words) // 2] += ","
    return " ".join(words) + rng.choice(".......?!…")


def _speech(rng: random.Random) -> str:
    first = _sentence(rng, 3, 12)
    if rng.random() < 0.4:
        return f"“{first}”"
    tag = f"{rng.choice(('said', 'asked', 'answered'))} {rng.choice(_NAMES)}"
    if rng.random() < 0.5:
        return f"“{first[:-1]},” {tag}."
    return f"“{first[:-1]},” {tag}. “{_sentence(rng, 3, 12)}”"


def _short_line(rng: random.Random) -> str:
    line = _sentence(rng, 1, 7)
    return f"“{line}”" if rng.random() < 0.8 else line
