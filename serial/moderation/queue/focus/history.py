"""What happened to an item: comments posted and edited, reports, decisions, authors' actions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from serial.comments.choices import State
from serial.comments.models import CommentAction
from serial.moderation.choices import DecisionKind
from serial.moderation.decisions.kinds import past_of
from serial.moderation.models import ReviewItem
from serial.moderation.queue.finding_labels import finding_label
from serial.moderation.queue.json_rows import parse_json, parse_time
from serial.moderation.subjects.comments import STATE_AFTER

KIND_OF_STATE = {str(state): kind for kind, state in STATE_AFTER.items()}


@dataclass(frozen=True)
class Event:
    """by: who did it, if that is worth saying. is_decision: by a moderator or a check."""

    at: datetime
    text: str
    by: str = ""
    is_decision: bool = False


@dataclass(frozen=True)
class PastDecision:
    """undoable: whether it can be undone; what it does may have changed since."""

    pk: int
    kind: DecisionKind
    at: datetime
    by: str
    by_id: int | None
    rule: str
    words: str
    note: str
    is_undone: bool
    undoes: int | None
    check_label: str = ""
    left_as_is: bool = False

    @property
    def past(self) -> str:
        return past_of(self.kind, as_is=self.left_as_is)

    @property
    def is_undoable(self) -> bool:
        return not self.is_undone and self.undoes is None


def decisions_of(item: ReviewItem) -> list[PastDecision]:
    """Newest first."""
    return [
        PastDecision(
            pk=row["id"],
            kind=DecisionKind(row["kind"]),
            at=parse_time(row["created_at"]),
            by=row["by"] or "",
            by_id=row["by_id"],
            rule=f"{row['rule']}. {row['rule_title']}" if row["rule"] else "",
            words=row["words"],
            note=row["note"],
            is_undone=row["undone_by"] is not None,
            undoes=row["undoes"],
            check_label=finding_label(row["check_code"]) if row["check_code"] else "",
            left_as_is=parse_json(row["before"]) == parse_json(row["after"]),
        )
        for row in getattr(item, "decisions_json", [])
    ]


def history_of(item: ReviewItem, decisions: list[PastDecision]) -> list[Event]:
    """Oldest first."""
    member = item.member.username if item.member else ""
    events = [
        *(_decision_event(decision) for decision in decisions),
        *(_action_event(row, member) for row in getattr(item, "actions_json", [])),
        *(
            Event(parse_time(row["received_at"]), gettext("Reported"))
            for row in getattr(item, "reports_json", [])
        ),
        *(
            Event(parse_time(row["replaced_at"]), gettext("Edited"))
            for row in getattr(item, "revisions_json", [])
        ),
    ]
    if item.comment is not None:
        events.append(Event(item.comment.posted_at, gettext("Posted")))
    return sorted(events, key=lambda event: event.at)


def _decision_event(decision: PastDecision) -> Event:
    by = decision.by or (gettext("a check") if decision.check_label else gettext("the site"))
    return Event(decision.at, decision.past, by, is_decision=True)


def _action_event(row: dict[str, Any], member: str) -> Event:
    """What an author did is called like a decision; not what its commenter did, such as
    restoring it.
    """
    state = parse_json(row["after"]).get("state", "")
    kind = KIND_OF_STATE.get(state) if row["by"] not in (None, member) else None
    other = State(state).label if state else CommentAction.Kind(row["kind"]).label
    label = past_of(kind) if kind else str(other)
    return Event(parse_time(row["created_at"]), label, row["by"] or "")
