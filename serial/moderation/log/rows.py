"""What the log shows of an entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext

from serial.comments.models import CommentAction
from serial.moderation.log.loading import Entry
from serial.moderation.log.wording import about_decision, past, past_of_action, undone_word
from serial.moderation.models import Decision, ReviewItem, Wave
from serial.moderation.queue.rows import name_of
from serial.moderation.waves.progress import WaveProgress, progress_of
from serial.moderation.waves.wording import Names, describe, summary


class UndoButton(NamedTuple):
    """The field of the form: "decision", "action" or "wave", and the primary key."""

    name: str
    pk: int


@dataclass(frozen=True, kw_only=True)
class LogRow:
    """what: such as "Rejected". about: the rule, the finding, or until when.

    name: of the commenter, or what was decided on. by_role: what stands beside the name, or
    instead of one. undone: "undone" or "reversed"; "" if it stands. url: of the item, or the wave.
    """

    at: datetime
    what: str
    about: str = ""
    name: str = ""
    story: str = ""
    by: str = ""
    by_role: str = ""
    undone: str = ""
    url: str = ""
    undo: UndoButton | None = None


def log_rows(entries: Sequence[Entry]) -> list[LogRow]:
    """Makes a query for the waves among them, and up to three for their names."""
    waves = [entry.wave for entry in entries if entry.wave is not None]
    progress, names = progress_of(waves) if waves else {}, Names.load(waves)
    rows = []
    for entry in entries:
        if entry.wave is not None:
            rows.append(_wave_row(entry.wave, progress[entry.wave.pk], names))
        elif entry.decision is not None:
            rows.append(_decision_row(entry, entry.decision))
        elif entry.action is not None:
            rows.append(_action_row(entry, entry.action))
    return rows


def _wave_row(wave: Wave, progress: WaveProgress, names: Names) -> LogRow:
    can_undo = bool(progress.done) and wave.undo_asked_at is None
    return LogRow(
        at=wave.created_at,
        what=summary(progress),
        about=str(wave.rule or ""),
        name=describe(wave, names),
        story=wave.story.title if wave.story else "",
        by=str(wave.by or ""),
        by_role=gettext("author") if wave.is_of_author() else "",
        undone=gettext("undone") if wave.undo_asked_at else "",
        url=f"{reverse('moderation_log')}?wave={wave.pk}",
        undo=UndoButton("wave", wave.pk) if can_undo else None,
    )


def _decision_row(entry: Entry, decision: Decision) -> LogRow:
    undone = undone_word(decision, getattr(decision, "appeal", None))
    can_undo = not undone and decision.undoes_id is None and not decision.item.is_gone
    return LogRow(
        at=decision.created_at,
        what=past(decision),
        about=about_decision(decision),
        name=name_of(decision.item),
        story=story_of(entry),
        by=str(decision.by or ""),
        by_role=gettext("check") if decision.check_code else "",
        undone=undone,
        url=_item_url(decision.item),
        undo=UndoButton("decision", decision.pk) if can_undo else None,
    )


def story_of(entry: Entry) -> str:
    """The title; of what was on a story that is deleted, that it is."""
    if entry.story is not None:
        return entry.story.title
    decision = entry.decision
    is_deleted = decision is not None and decision.item.is_on_deleted_story
    return gettext("a deleted story") if is_deleted else ""


def _action_row(entry: Entry, action: CommentAction) -> LogRow:
    """Of an author, on their own story."""
    undone = undone_word(action, getattr(action, "appeal", None))
    can_undo = not undone and action.undoes_id is None
    return LogRow(
        at=action.created_at,
        what=past_of_action(action),
        name=entry.comment.display_name() if entry.comment else "",
        story=action.story.title,
        by=str(action.by or ""),
        by_role=gettext("author") if action.by else "",
        undone=undone,
        url=_item_url(getattr(entry.comment, "review_item", None)),
        undo=UndoButton("action", action.pk) if can_undo else None,
    )


def _item_url(item: ReviewItem | None) -> str:
    return reverse("moderation_item", args=[item.pk]) if item is not None else ""
