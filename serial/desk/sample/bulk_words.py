"""The titles, sentences and names of a large sample site, from data/many.toml."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from serial.desk.sample.loading import FOLDER

_BLANK = re.compile(r"\{(noun|place|name)\}")


@dataclass(frozen=True)
class Language:
    """The words of one language. `weight` is its share of the stories, in per cent."""

    code: str
    weight: int
    titles: list[str]
    nouns: list[str]
    places: list[str]
    chapter_titles: list[str]
    summaries: list[str]
    sentences: list[str]
    dialogue: list[str]
    specials: list[str]

    def fill(self, template: str, rng: Random) -> str:
        """Replaces each {noun}, {place} and {name} with one of the language."""
        words = {"noun": self.nouns, "place": self.places, "name": load_words()["people"]["names"]}
        return _BLANK.sub(lambda match: rng.choice(words[match[1]]), template)

    def make_title(self, rng: Random) -> str:
        return self.fill(rng.choice(self.titles), rng)

    def make_chapter_title(self, rng: Random) -> str:
        return self.fill(rng.choice(self.chapter_titles), rng)

    def make_summary(self, rng: Random) -> str:
        sentences = rng.sample(self.summaries, k=rng.randint(1, min(3, len(self.summaries))))
        return self.fill("\n\n".join(sentences), rng)

    def make_paragraphs(self, rng: Random, words: int) -> list[str]:
        """Returns paragraphs in Markdown that have about this many words together."""
        paragraphs: list[str] = []
        length = 0
        while length < words:
            paragraph = self.fill(self._make_paragraph(rng, len(paragraphs)), rng)
            length += max(len(paragraph.split()), len(paragraph) // 8)
            paragraphs.append(paragraph)
        return paragraphs

    def _make_paragraph(self, rng: Random, number: int) -> str:
        kind = rng.random()
        if kind < 0.3:
            return rng.choice(self.dialogue)
        # A footnote stands once in a text, so each special paragraph comes once at most.
        if number % 12 == 11 and number // 12 < len(self.specials):
            return self.specials[number // 12]
        separator = "" if self.code == "ja" else " "
        return separator.join(rng.choices(self.sentences, k=rng.randint(1, 5)))


@cache
def load_words() -> dict[str, Any]:  # TOML has no types.
    words = tomllib.loads((FOLDER / "many.toml").read_text(encoding="utf-8"))
    words["people"]["names"] = words["people"]["first_names"]
    return words


@cache
def load_languages() -> list[Language]:
    languages = load_words()["languages"]
    return [Language(code=code, **words) for code, words in languages.items()]


def language_of(code: str) -> Language:
    return next(language for language in load_languages() if language.code == code)


def choose_language(rng: Random) -> Language:
    languages = load_languages()
    return rng.choices(languages, [language.weight for language in languages])[0]
