"""The chapters of a story, as its page lists them."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote

from django.urls import reverse

from serial.chapters.models.chapter import ChapterQuerySet, chapter_label
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

    def is_released(self, at: datetime) -> bool:
        return self.release_at is not None and self.release_at <= at

    def label(self) -> str:
        return chapter_label(self.title, self.number)


def load_rows(chapters: ChapterQuerySet) -> list[ChapterRow]:
    fields = (
        *("pk", "slug", "title", "number", "words", "release_at", "part", "part__title"),
        "discussion__comment_count",
    )
    return [ChapterRow(*values) for values in chapters.in_order().values_list(*fields)]


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
