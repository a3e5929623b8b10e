"""Tells members of replies and mentions, when a comment is published (COMMENT_OBSERVERS)."""

from collections.abc import Iterator, Sequence

from serial.comments.models import Comment, CommentAction, Mention
from serial.comments.observers import Event
from serial.notifications.kinds import MENTION, REPLY
from serial.notifications.models import Notification
from serial.notifications.writing.rows import write_rows


def notify_of_comments(events: Sequence[Event]) -> None:
    """A comment that is held tells nobody until it is approved, and one that comes back no more.

    Whether a member may see it, and hears of its commenter, is asked when it is shown.
    """
    published = [comment for comment, action in events if _is_news(comment, action)]
    parents = _commenters_of_parents(published)
    rows = [row for comment in published for row in _replies(comment, parents)]
    told = {(row.comment_id, row.user_id) for row in rows}
    rows += [row for row in _mentions(published) if (row.comment_id, row.user_id) not in told]
    if rows:
        write_rows(rows)


def _is_news(comment: Comment, action: CommentAction | None) -> bool:
    is_of_state = action is None or action.kind == CommentAction.Kind.STATE
    return is_of_state and comment.is_published()


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
