"""Review items: one for each thing, with why it waits and how urgent it is.

Lock the thing first (subjects/), then its item, then reports and sanctions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from serial.bulk_rows import insert_missing_rows, update_rows
from serial.compiled_queries import CompiledQuery, Placeholder
from serial.moderation.choices import Status
from serial.moderation.models import ReviewItem
from serial.moderation.review.scores import (
    OpenReport,
    is_urgent,
    open_reports,
    open_reports_of,
    score_parts,
    stored_score,
)
from serial.moderation.subjects.base import Subject

UPDATED_FIELDS = (
    *("status", "version", "revision", "is_held", "is_reported", "is_urgent", "member"),
    *("open_report_count", "score", "score_parts", "opened_at", "decided_at"),
    *("claimed_by", "claimed_until"),
)


@dataclass(frozen=True)
class ItemChange:
    """is_reported: whether it waits for a decision on its reports.

    is_news: whether a moderator who has it open has to see the change before they decide.
    waited_since: if it waits, the time from which on it does; None leaves it, or is now.
    decided_at: of a decision that was just made, which also ends the claim.
    """

    item: ReviewItem
    subject: Subject
    is_reported: bool
    is_news: bool = True
    waited_since: datetime | None = None
    decided_at: datetime | None = None


def items_for(subjects: Sequence[Subject]) -> None:
    """Makes the items that are missing, as `item_for` does, with few queries."""
    items = [_new_item(subject) for subject in subjects]
    for item, subject in zip(items, subjects, strict=True):
        if item.is_held:
            _set_score(item, subject, [])
    insert_missing_rows(items)


def _new_item(subject: Subject) -> ReviewItem:
    return ReviewItem(kind=subject.kind, **subject.item_fields(), **_first_values(subject))


def _first_values(subject: Subject) -> dict[str, object]:
    return {
        "status": Status.WAITING if subject.is_held() else Status.DECIDED,
        "is_held": subject.is_held(),
        "revision": subject.revision(),
        "on_story_id": subject.story_id(),
        "member_id": subject.member_id(),
    }


def item_for(subject: Subject) -> ReviewItem:
    """Returns the item of this thing. A new one waits only if the thing is held."""
    item, is_new = ReviewItem.objects.get_or_create(
        kind=subject.kind,
        **subject.item_fields(),
        defaults=_first_values(subject),
    )
    if is_new and item.is_held:
        _set_score(item, subject, [])
        item.save(update_fields=["score", "score_parts"])
    return item


def lock_item(pk: int) -> ReviewItem:
    """Call this in a transaction, after the thing is locked."""
    return _LOCKED_ITEM.get(pk)


_LOCKED_ITEM = CompiledQuery(
    lambda item_id: ReviewItem.objects.select_for_update(no_key=True).filter(pk=item_id),
    Placeholder("item_id"),
)


def update_item(
    item: ReviewItem,
    subject: Subject,
    *,
    is_reported: bool,
    is_news: bool = True,
    decided_at: datetime | None = None,
) -> None:
    """Saves a locked item after its thing, a report or a decision changed."""
    change = ItemChange(item, subject, is_reported, is_news, decided_at=decided_at)
    _set_fields(change, open_reports(item))
    item.save(update_fields=UPDATED_FIELDS)


def update_items(changes: Sequence[ItemChange]) -> None:
    """Does what `update_item` does for each, with few queries."""
    reports = open_reports_of([change.item for change in changes])
    for change in changes:
        _set_fields(change, reports[change.item.pk])
    update_rows([change.item for change in changes], UPDATED_FIELDS)


def _set_fields(change: ItemChange, reports: Sequence[OpenReport]) -> None:
    item, subject, is_reported = change.item, change.subject, change.is_reported
    was_waiting = item.status == Status.WAITING
    item.is_held = subject.is_held()
    item.is_reported = is_reported and subject.is_reviewable()
    waits = item.is_held or item.is_reported
    item.status = Status.WAITING if waits else Status.DECIDED
    if waits and change.waited_since is not None:
        item.opened_at = change.waited_since
    elif waits and not was_waiting:
        item.opened_at = timezone.now()
    if change.decided_at is not None:
        item.decided_at = change.decided_at
    elif was_waiting and not waits:
        item.decided_at = timezone.now()
    if change.decided_at is not None or not waits:
        item.claimed_by, item.claimed_until = None, None
    item.revision, item.member_id = subject.revision(), subject.member_id()
    item.version += change.is_news
    _set_score(item, subject, reports)


def _set_score(item: ReviewItem, subject: Subject, reports: Sequence[OpenReport]) -> None:
    item.open_report_count = len(reports)
    item.is_urgent = item.is_reported and is_urgent(reports)
    item.score_parts = score_parts(subject, reports)
    item.score = stored_score(item.score_parts, item.opened_at)
