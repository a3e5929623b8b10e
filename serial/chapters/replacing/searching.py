"""Searching the texts of a story's chapters."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from serial.chapters.models import Chapter
from serial.chapters.texts import RENDERED_FIELDS
from serial.markup.searching.finding import Match, find_matches
from serial.markup.searching.query import Query
from serial.stories.models import Story

# In the order in which readers see them.
SEARCHED_FIELDS: Final = ("title", "content_note", "note_before", "body", "note_after")
_COLUMNS: Final = ("title", "number", "revision", "release_at", "story", "position")


@dataclass(frozen=True)
class FoundPlace:
    """number: its position among the places of its chapter, from 0."""

    number: int
    field: str
    match: Match
    source: str


@dataclass(frozen=True)
class FoundChapter:
    chapter: Chapter
    places: Sequence[FoundPlace]


def search_story(story: Story, query: Query, fields: Collection[str]) -> list[FoundChapter]:
    """Returns the chapters in which it stands, in their order. fields: of SEARCHED_FIELDS."""
    if not query.needle:
        return []
    names = [name for name in SEARCHED_FIELDS if name in fields]
    chapters = story.chapters.filter(deleted_at=None).in_order().only(*_COLUMNS, *names)
    found = ((chapter, find_places(chapter, query, names)) for chapter in chapters)
    return [FoundChapter(chapter, places) for chapter, places in found if places]


def find_places(chapter: Chapter, query: Query, fields: Collection[str]) -> list[FoundPlace]:
    """Returns the places in these fields of a chapter. The same text gives the same numbers."""
    found: list[FoundPlace] = []
    for name in SEARCHED_FIELDS:
        source = getattr(chapter, name) if name in fields else ""
        if not source:
            continue
        for match in find_matches(query, source, is_markup=name in RENDERED_FIELDS):
            found.append(FoundPlace(len(found), name, match, source))
    return found
