"""Tells members of replies, mentions and their approved comments (COMMENT_OBSERVERS)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from django.db import transaction

from accounts.models.user import forget_unread_counts
from serial.comments.choices import State
from serial.comments.models import Comment, CommentAction, Mention
from serial.comments.observers import Event
from serial.notifications.kinds import DECISION, MENTION, REPLY
from serial.notifications.models import Notification
from serial.notifications.wording import APPROVED_MANY
from serial.notifications.writing.rows import write_rows

# The states before and after it.
APPROVAL = (State.HELD.value, State.PUBLISHED.value)


def notify_of_comments(events: Sequence[Event]) -> None:
    """A comment that is held tells nobody until it is approved, and one that comes back no more.

    Whether a member may see it, and hears of its commenter, is asked when it is shown.
    """
    published = [comment for comment, action in events if _is_news(comment, action)]
    parents = _commenters_of_parents(published)
    rows = [row for comment in published for row in _replies(comment, parents)]
    told = {(row.comment_id, row.user_id) for row in rows}
    rows += [row for row in _mentions(published) if (row.comment_id, row.user_id) not in told]
    rows += _approvals(events)
    if rows:
        write_rows(rows)
    withdrawn = [comment.pk for comment, action in events if _is_withdrawn(comment, action)]
    _count_again_without(withdrawn)


def _is_news(comment: Comment, action: CommentAction | None) -> bool:
    is_of_state = action is None or action.kind == CommentAction.Kind.STATE
    return is_of_state and comment.is_published()


def _is_withdrawn(comment: Comment, action: CommentAction | None) -> bool:
    return action is not None and not comment.is_published()


def _count_again_without(comments: list[int]) -> None:
    """The number beside the bell is counted anew for members who have not read of these."""
    if not comments:
        return
    unread = Notification.objects.unread().filter(comment__in=comments).order_by()
    if members := set(unread.values_list("user_id", flat=True)):
        transaction.on_commit(partial(forget_unread_counts, members))


def _commenters_of_parents(comments: list[Comment]) -> dict[int, int | None]:
    """Returns the member, if any, who wrote each comment that one of these answers."""
    loaded = [comment.parent for comment in comments if "parent" in comment._state.fields_cache]
    commenters = {parent.pk: parent.user_id for parent in loaded if parent is not None}
    parents = {comment.parent_id for comment in comments if comment.parent_id} - set(commenters)
    if parents:
        rows = Comment.objects.filter(pk__in=parents).order_by()
        commenters |= dict(rows.values_list("pk", "user_id"))
    return commenters


def _replies(comment: Comment, commenters: dict[int, int | None]) -> Iterator[Notification]:
    user_id = commenters.get(comment.parent_id) if comment.parent_id else None
    if user_id is not None and user_id != comment.user_id:
        yield Notification(
            user_id=user_id, kind=REPLY, key=f"{REPLY}:{comment.pk}", comment=comment
        )


def _mentions(comments: list[Comment]) -> Iterator[Notification]:
    by_pk = {comment.pk: comment for comment in comments if "@" in comment.body}
    if not by_pk:
        return
    for pk, user_id in Mention.objects.filter(comment__in=by_pk).values_list("comment", "user"):
        comment = by_pk[pk]
        if user_id != comment.user_id:
            yield Notification(
                user_id=user_id, kind=MENTION, key=f"{MENTION}:{pk}", comment=comment
            )


def _approvals(events: Sequence[Event]) -> Iterator[Notification]:
    """Of comments that were held: one for each member, who may have several in a bulk action.

    Not of a hold that was undone: it was a mistake, of which they may not have heard yet.
    """
    approved = defaultdict(list)
    for comment, action in events:
        if action is not None and comment.user_id is not None and _is_approval(action):
            approved[comment.user_id].append((comment, action))
    for user_id, [(comment, action), *others] in approved.items():
        prefix = APPROVED_MANY if others else "approved:"
        yield Notification(
            user_id=user_id,
            kind=DECISION,
            key=f"{prefix}{action.pk}",
            comment=comment,
            action=action,
        )


def _is_approval(action: CommentAction) -> bool:
    states = (action.before.get("state"), action.after.get("state"))
    is_by_person = action.by_id is not None and action.undoes_id is None
    return is_by_person and action.kind == CommentAction.Kind.STATE and states == APPROVAL
