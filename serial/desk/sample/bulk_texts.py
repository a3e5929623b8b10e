"""A pool of rendered texts for the chapters of a large sample site.

Rendering each chapter would take most of the time. So a few hundred texts are rendered by the
site's own renderer, as a chapter with the id 0, and each chapter gets one of them with its own
HTML ids.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from random import Random

from serial.chapters.html.rendering import RENDERED_COLUMNS, render_chapter
from serial.chapters.models import Chapter
from serial.chapters.saving import count_changed_words
from serial.chapters.texts import ChapterText
from serial.desk.sample.bulk_words import Language, language_of
from serial.markup.paragraphs.blocks import split_into_blocks
from serial.stories.models import Story

ENGLISH_TEXTS, OTHER_TEXTS = 240, 24
# Of a text, in words. Half of the texts are shorter than the median, a few very long.
MEDIAN_WORDS, MIN_WORDS, MAX_WORDS = 500, 60, 5_000
MAX_REVISIONS = 4
# The start of an id, or of a link to one, in the HTML of the chapter with the id 0.
_ID_PREFIX = re.compile(r'(?<=["#])c0(?=-)')
# Of a quote. Readers quote half a sentence.
QUOTE_WORDS = 8


@dataclass(frozen=True)
class PooledRevision:
    text: ChapterText
    paragraph_ids: list[int]
    body_digest: str
    words_added: int
    words_removed: int


@dataclass(frozen=True)
class PooledText:
    """A text with its revisions, the oldest first, and the rendered columns of the newest."""

    revisions: Sequence[PooledRevision]
    columns: dict[str, object]

    @property
    def text(self) -> ChapterText:
        return self.revisions[-1].text

    def columns_of(self, chapter_pk: int) -> dict[str, object]:
        """Returns RENDERED_COLUMNS for the chapter with this id."""
        html = {name: f"c{chapter_pk}".join(parts) for name, parts in self._html_parts.items()}
        return {**self.columns, **html}

    @cached_property
    def _html_parts(self) -> dict[str, list[str]]:
        """The columns of HTML, split where the id of the chapter stands."""
        return {
            name: _ID_PREFIX.split(str(value))
            for name, value in self.columns.items()
            if name.endswith("_html")
        }

    @cached_property
    def quotes(self) -> list[tuple[int, str]]:
        """The (paragraph id, quote) pairs that a comment can be attached to."""
        return [
            (block.id, " ".join(block.text.split()[:QUOTE_WORDS]))
            for block in split_into_blocks(str(self.columns["body_html"]))
            if block.id and block.name == "p"
        ]


def choose_text(rng: Random, seed: int, language: Language) -> PooledText:
    number = rng.randrange(ENGLISH_TEXTS if language.code == "en" else OTHER_TEXTS)
    return _pooled_text(seed, language.code, number)


@cache
def _pooled_text(seed: int, language_code: str, number: int) -> PooledText:
    """Returns this text of the pool. Renders it when it is used for the first time."""
    rng = Random(f"{seed}-{language_code}-{number}")  # noqa: S311 - reproducible, not secret
    return _make_text(rng, language_of(language_code))


def _make_text(rng: Random, language: Language) -> PooledText:
    words = min(MAX_WORDS, max(MIN_WORDS, round(rng.lognormvariate(0, 0.7) * MEDIAN_WORDS)))
    versions = [language.make_paragraphs(rng, words)]
    while len(versions[0]) > 1 and len(versions) < MAX_REVISIONS and rng.random() < 0.25:
        versions.insert(0, _make_earlier_version(rng, versions[0]))
    notes = {
        "note_before": _sometimes(rng, 0.1, language.make_summary(rng)),
        "note_after": _sometimes(rng, 0.2, language.make_summary(rng)),
    }
    chapter = Chapter(pk=0, story=Story(language=language.code))
    revisions = []
    for paragraphs in versions:
        text = ChapterText(body="\n\n".join(paragraphs), **notes).cleaned()
        revisions.append(_revise(chapter, text))
    return PooledText(revisions, {name: getattr(chapter, name) for name in RENDERED_COLUMNS})


def _sometimes(rng: Random, share: float, text: str) -> str:
    return text if rng.random() < share else ""


def _make_earlier_version(rng: Random, paragraphs: list[str]) -> list[str]:
    """Returns the paragraphs without one of them."""
    removed = rng.randrange(len(paragraphs))
    return paragraphs[:removed] + paragraphs[removed + 1 :]


def _revise(chapter: Chapter, text: ChapterText) -> PooledRevision:
    """Sets the text of an unsaved chapter, with its rendered columns."""
    added, removed = count_changed_words(chapter.text(), text)
    for name, value in text.as_dict().items():
        setattr(chapter, name, value)
    aligned = render_chapter(chapter)
    return PooledRevision(text, aligned.ids, aligned.digest, added, removed)
