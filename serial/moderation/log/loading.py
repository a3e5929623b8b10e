"""The entries of the log with all that is shown of them: one query for each source."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from serial.comments.models import Comment, CommentAction
from serial.moderation.log.position import Position, Source
from serial.moderation.models import Decision, Wave
from serial.stories.models import Story

# What is read of a decision, beside its item; and of a comment.
OF_DECISION = ("by", "rule", "sanction", "undone_by", "undoes", "appeal")
OF_COMMENT = ("user", "pen_name")
UNREAD = ("body", "body_html")


@dataclass(frozen=True)
class Entry:
    """An action of an author, a decision, or a wave."""

    position: Position
    action: CommentAction | None = None
    decision: Decision | None = None
    wave: Wave | None = None

    @property
    def comment(self) -> Comment | None:
        if self.action is not None:
            return self.action.comment
        return self.decision.item.comment if self.decision is not None else None

    @property
    def story(self) -> Story | None:
        if self.wave is not None:
            return self.wave.story
        if self.action is not None:
            return self.action.story
        return self.decision.item.on_story if self.decision is not None else None


def load_entries(positions: Sequence[Position]) -> list[Entry]:
    """In their order. Those that were erased meanwhile are left out."""
    loaders = {Source.ACTION: _actions, Source.DECISION: _decisions, Source.WAVE: _waves}
    rows: dict[Source, dict[int, Any]] = {}
    for source, load in loaders.items():
        pks = [position.pk for position in positions if position.source == source]
        rows[source] = load().in_bulk(pks) if pks else {}
    found = ((position, rows[position.source].get(position.pk)) for position in positions)
    return [_entry(position, row) for position, row in found if row is not None]


def _entry(position: Position, row: Any) -> Entry:
    if position.source == Source.WAVE:
        return Entry(position, wave=row)
    if position.source == Source.DECISION:
        return Entry(position, decision=row)
    return Entry(position, action=row)


def _actions() -> "QuerySet[CommentAction]":
    own = ("by", "story", "undone_by", "appeal", "comment__review_item")
    rows = CommentAction.objects.select_related(*own, *_in("comment__", OF_COMMENT))
    return rows.defer(*_in("comment__", UNREAD))


def _decisions() -> "QuerySet[Decision]":
    comment = "item__comment__"
    rows = Decision.objects.select_related(
        *OF_DECISION, "item__on_story", *_in(comment, OF_COMMENT)
    )
    return rows.defer(*_in(comment, UNREAD))


def _waves() -> "QuerySet[Wave]":
    return Wave.objects.select_related("rule", "by", "story")


def _in(prefix: str, names: Sequence[str]) -> list[str]:
    return [prefix + name for name in names]
