"""The chapters of a story, as its page lists them."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote

from django.urls import reverse

from serial.chapters.models.chapter import (
    ChapterQuerySet,
    chapter_label,
    numbered_chapter_label,
)
from serial.stories.models import Story


class ChapterRow(NamedTuple):
    pk: int
    slug: str
    title: str
    number: int | None
    words: int
    release_at: datetime | None
    part: int | None
    part_title: str | None
    comment_count: int | None

    def url(self, story: Story) -> str:
        return f"{reverse('whole_story', args=[story.slug])}{quote(self.slug)}/"

    def label(self) -> str:
        return chapter_label(self.title, self.number)

    def numbered_label(self) -> str:
        return numbered_chapter_label(self.title, self.number)


# Of a ChapterRow.
ROW_COLUMNS = (
    *("pk", "slug", "title", "number", "words", "release_at", "part", "part__title"),
    "discussion__comment_count",
)


def load_rows(chapters: ChapterQuerySet) -> list[ChapterRow]:
    return [ChapterRow(*values) for values in chapters.in_order().values_list(*ROW_COLUMNS)]


def without_comment_counts(rows: list[ChapterRow]) -> list[ChapterRow]:
    """Returns the rows for an author who paused feedback."""
    return [row._replace(comment_count=None) for row in rows]


def subtract_muted_comments(
    rows: list[ChapterRow], muted_counts: Mapping[int, int]
) -> list[ChapterRow]:
    """Returns the rows without muted comments. `muted_counts` is {chapter pk: count}."""
    if not muted_counts:
        return rows
    return [
        row._replace(comment_count=(row.comment_count or 0) - muted_counts.get(row.pk, 0))
        for row in rows
    ]
