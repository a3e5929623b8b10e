"""The chapters of a story as rows: what its page at the desk shows of each."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from serial.chapters.models.chapter import chapter_label
from serial.comments.models import DraftComment
from serial.stories.models import Story


class ChapterState(StrEnum):
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    RELEASED = "released"
    DELETED = "deleted"


class ChapterRow(NamedTuple):
    pk: int
    title: str
    number: int | None
    words: int
    release_at: datetime | None
    part: int | None
    is_taken_down: bool
    is_silent: bool
    announced_again_at: datetime | None
    text_changed_at: datetime | None
    deleted_at: datetime | None
    comments: int | None
    kudos: int | None
    is_queued: bool
    # Unresolved comments on the draft, by holders of draft links.
    draft_comments: int = 0

    def label(self) -> str:
        return chapter_label(self.title, self.number)

    def state(self, now: datetime) -> ChapterState:
        if self.deleted_at is not None:
            return ChapterState.DELETED
        if self.release_at is None:
            return ChapterState.DRAFT
        return ChapterState.RELEASED if self.release_at <= now else ChapterState.SCHEDULED


# Of a ChapterRow.
COLUMNS = (
    *("pk", "title", "number", "words", "release_at", "part", "is_taken_down"),
    "is_silent",
    "announced_again_at",
    *("text_changed_at", "deleted_at", "discussion__comment_count", "discussion__kudos_count"),
    "is_queued",
)


def load_rows(story: Story, *, with_feedback: bool) -> list[ChapterRow]:
    """Returns all chapters in the story's order, deleted ones too.

    with_feedback: False for an author who paused feedback; then nothing is counted.
    """
    unresolved = DraftComment.objects.unresolved().filter(chapter=OuterRef("pk")).order_by()
    count = unresolved.values("chapter").annotate(count=Count("pk")).values("count")
    chapters = story.chapters.order_by("position", "pk").values_list(
        *COLUMNS, Coalesce(Subquery(count), 0)
    )
    rows = [ChapterRow(*values) for values in chapters]
    return rows if with_feedback else [row._replace(comments=None, kudos=None) for row in rows]


def rows_by_state(rows: Iterable[ChapterRow]) -> dict[ChapterState, list[ChapterRow]]:
    now = timezone.now()
    by_state: dict[ChapterState, list[ChapterRow]] = {state: [] for state in ChapterState}
    for row in rows:
        by_state[row.state(now)].append(row)
    return by_state
