"""Keeps the review item of a comment right when the comment changes (COMMENT_OBSERVERS)."""

from serial.comments.choices import State
from serial.comments.models import Comment, CommentAction
from serial.comments.models.comment_action import DELETED
from serial.moderation.decisions.checks import KIND_OF_STATE, record_check
from serial.moderation.models import ReviewItem
from serial.moderation.review.items import item_for, update_item
from serial.moderation.review.opening import has_open_reports_enough
from serial.moderation.subjects.comments import CommentSubject


def update_review_item(comment: Comment, action: CommentAction | None) -> None:
    """Called with the discussion locked. A comment without an item gets one when it is held."""
    if action is not None and action.kind != CommentAction.Kind.STATE:
        return
    is_checked = action is None and comment.state != State.ERASED
    if is_checked and comment.edit_count == 0 and comment.is_published():
        # New: nobody can have reported it.
        return
    subject = CommentSubject(comment)
    items = ReviewItem.objects.select_for_update(no_key=True)
    item = items.filter(comment=comment).first()
    was_held = item is not None and item.is_held
    if item is not None:
        is_reported = item.is_reported or _is_reported_again(item, comment, action)
        update_item(item, subject, is_reported=is_reported)
    elif subject.is_held() or (is_checked and comment.state in KIND_OF_STATE):
        item = item_for(subject)
    if item is not None and is_checked and not was_held and comment.state in KIND_OF_STATE:
        record_check(item, comment)


def _is_reported_again(item: ReviewItem, comment: Comment, action: CommentAction | None) -> bool:
    """An edit opens what was ever reported. So does undeleting, if a decision was still open."""
    if action is None:
        return comment.state != State.ERASED and item.reports.exists()
    return action.before == DELETED and has_open_reports_enough(item)
