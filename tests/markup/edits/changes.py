"""Edits of a draft whose truth is known: each paragraph knows which paragraphs it continues."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Final

from tests.markup.edits.drafts import random_words

SHORT_LINE_WORDS: Final = 7
_LETTERS: Final = "abcdefghijklmnoprstuvwy"
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True)
class Paragraph:
    """sources: the keys of the paragraphs that this one continues; several after a merge."""

    text: str
    sources: frozenset[int]


Draft = list[Paragraph]


@dataclass
class Writer:
    """Writes and edits drafts. spare: texts for new paragraphs."""

    rng: random.Random
    spare: Iterator[str]

    def __post_init__(self) -> None:
        self._keys = count(1)

    def draft(self, size: int) -> Draft:
        return [self.new() for _ in range(size)]

    def new(self) -> Paragraph:
        return Paragraph(next(self.spare), frozenset([next(self._keys)]))

    def some(self, draft: Draft, part: float, where: Callable[[str], bool] = bool) -> list[int]:
        """Returns about this part of the indexes of paragraphs whose text passes, at random."""
        indexes = [i for i, paragraph in enumerate(draft) if where(paragraph.text)]
        return sorted(self.rng.sample(indexes, min(len(indexes), int(part * len(indexes)) + 1)))

    def retext(self, draft: Draft, indexes: list[int], edit: Callable[[str], str]) -> Draft:
        edited = set(indexes)
        return [
            Paragraph(edit(paragraph.text), paragraph.sources) if i in edited else paragraph
            for i, paragraph in enumerate(draft)
        ]

    # Edits of one text.

    def typo(self, text: str) -> str:
        """Changes one letter of a word, or a hyphen or an apostrophe in it."""
        words = [word for word in _WORD.finditer(text) if len(word[0]) > 1]
        if not words:
            return text
        word = self.rng.choice(words)
        at = self.rng.randrange(word.start() + 1, word.end())
        if self.rng.random() < 0.3:
            return text[:at] + ("-" if text[at] != "-" and text[at - 1] != "-" else "") + text[at:]
        if "-" in word[0] and self.rng.random() < 0.7:
            return text[: word.start()] + word[0].replace("-", "") + text[word.end() :]
        letter = self.rng.choice(_LETTERS)
        kind = self.rng.randrange(3)
        return text[:at] + ("" if kind == 0 else letter) + text[at + (kind != 1) :]

    def rewritten(self, text: str) -> str:
        """Replaces, deletes or adds 25 to 45 % of the words."""
        words = text.split()
        changes = round(self.rng.uniform(0.25, 0.45) * len(words))
        changed = set(self.rng.sample(range(len(words)), changes))
        result: list[str] = []
        for i, word in enumerate(words):
            kind = self.rng.random()
            if i not in changed or kind > 0.8:
                result.append(word)
            if i in changed and kind > 0.2:
                # As punctuation stays where it was: “Well,” becomes “Then,”.
                new = random_words(self.rng, 1)[0]
                result.append(_WORD.sub(new, word, count=1) if kind <= 0.8 else new)
        return " ".join(result) or text

    # Edits of a draft; each makes one save.

    def typos(self, draft: Draft) -> Draft:
        return self.retext(draft, self.some(draft, 0.1), self.typo)

    def short_lines(self, draft: Draft) -> Draft:
        return self.retext(draft, self.some(draft, 0.25, is_short), self.typo)

    def rewrites(self, draft: Draft) -> Draft:
        return self.retext(draft, list(range(len(draft))), self.rewritten)

    def revision(self, draft: Draft) -> Draft:
        """A rewritten draft in which paragraphs were also added and deleted."""
        return self.insertions(self.deletions(self.rewrites(draft)))

    def insertions(self, draft: Draft) -> Draft:
        result = list(draft)
        for i in reversed(self.some(draft, 0.05)):
            result[i:i] = [self.new() for _ in range(self.rng.choice((1, 1, 1, 3)))]
        return result

    def deletions(self, draft: Draft) -> Draft:
        result = list(draft)
        for i in reversed(self.some(draft, 0.05)):
            del result[i : i + self.rng.choice((1, 1, 1, 3))]
        return result

    def replacements(self, draft: Draft) -> Draft:
        """Deletes paragraphs and writes others in their places, which must get new ids."""
        replaced = set(self.some(draft, 0.1))
        return [self.new() if i in replaced else paragraph for i, paragraph in enumerate(draft)]

    def splits(self, draft: Draft) -> Draft:
        result = list(draft)
        for i in reversed(self.some(draft, 0.1, lambda text: len(_sentences(text)) > 1)):
            sentences, sources = _sentences(draft[i].text), draft[i].sources
            at = self.rng.randrange(1, len(sentences))
            parts = [" ".join(sentences[:at]), " ".join(sentences[at:])]
            result[i : i + 1] = [Paragraph(self._maybe_typo(part), sources) for part in parts]
        return result

    def merges(self, draft: Draft) -> Draft:
        result = list(draft)
        for i in reversed(self.some(draft[:-1], 0.05)):
            if i + 1 < len(result):
                first, second = result[i : i + 2]
                text = self._maybe_typo(f"{first.text} {second.text}")
                result[i : i + 2] = [Paragraph(text, first.sources | second.sources)]
        return result

    def moves(self, draft: Draft) -> Draft:
        """Moves single paragraphs and scenes; half of them with a typo."""
        result = list(draft)
        for _ in range(len(draft) // 40 + 1):
            start, length = self.rng.randrange(len(result)), self.rng.choice((1, 1, 5))
            moved = result[start : start + length]
            del result[start : start + length]
            at = self.rng.randrange(len(result) + 1)
            result[at:at] = [Paragraph(self._maybe_typo(p.text), p.sources) for p in moved]
        return result

    def _maybe_typo(self, text: str) -> str:
        return self.typo(text) if self.rng.random() < 0.5 else text


def is_short(text: str) -> bool:
    return 1 <= len(_WORD.findall(text)) <= SHORT_LINE_WORDS


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?!…”]) (?=[“A-Z])", text)
