"""Keeps the review items of comments right when the comments change (COMMENT_OBSERVERS)."""

from collections.abc import Sequence

from serial.comments.choices import State
from serial.comments.models import Comment, CommentAction
from serial.comments.models.comment_action import DELETED
from serial.comments.observers import Event
from serial.compiled_queries import CompiledQuery, InIds, Placeholder
from serial.moderation.decisions.checks import KIND_OF_STATE, record_check, store_later_states
from serial.moderation.decisions.standing import check_authority
from serial.moderation.models import ReviewItem
from serial.moderation.review.items import ItemChange, item_for, items_for, update_items
from serial.moderation.review.opening import has_open_reports_enough
from serial.moderation.subjects.comments import CommentSubject, subjects_of


def update_review_items(events: Sequence[Event]) -> None:
    """Called with the discussion locked. A comment without an item gets one when it is held."""
    actions = {comment.pk: action for comment, action in events}
    subjects = subjects_of([comment for comment, action in events if _may_matter(comment, action)])
    if not subjects:
        return
    found = _LOCKED_ITEMS.rows([subject.comment.pk for subject in subjects])
    items = {item.comment_id or 0: item for item in found}
    was_held = {pk for pk, item in items.items() if item.is_held}
    check_authority([action for pk, action in actions.items() if action and pk in items])
    present = [subject for subject in subjects if subject.comment.pk in items]
    missing = [subject for subject in subjects if subject.comment.pk not in items]
    update_items([_change(items[s.comment.pk], s, actions[s.comment.pk]) for s in present])
    items_for([subject for subject in missing if subject.is_held()])
    for subject in subjects:
        comment = subject.comment
        if _is_checked(comment, actions[comment.pk]) and comment.pk not in was_held:
            _record_check(subject)
    store_later_states([action for action in actions.values() if action], items)


# Every action on a comment asks.
_LOCKED_ITEMS = CompiledQuery(
    lambda comment_ids: (
        ReviewItem.objects.select_for_update(no_key=True)
        .filter(InIds("comment", comment_ids))
        .order_by("pk")
    ),
    Placeholder("comment_ids"),
)


def _may_matter(comment: Comment, action: CommentAction | None) -> bool:
    if action is not None:
        return action.kind == CommentAction.Kind.STATE
    # Nobody can have reported a new one.
    return comment.edit_count > 0 or not comment.is_published()


def _is_checked(comment: Comment, action: CommentAction | None) -> bool:
    """Whether it was posted or edited."""
    return action is None and comment.state != State.ERASED


def _record_check(subject: CommentSubject) -> None:
    if subject.comment.state in KIND_OF_STATE:
        record_check(item_for(subject), subject.comment)


def _change(item: ReviewItem, subject: CommentSubject, action: CommentAction | None) -> ItemChange:
    is_reported = item.is_reported or _is_reported_again(item, subject.comment, action)
    return ItemChange(item, subject, is_reported=is_reported)


def _is_reported_again(item: ReviewItem, comment: Comment, action: CommentAction | None) -> bool:
    """An edit opens what was ever reported. So does undeleting, if a decision was still open."""
    if action is None:
        return comment.state != State.ERASED and item.reports.exists()
    return action.before == DELETED and has_open_reports_enough(item)
