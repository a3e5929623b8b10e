"""What the rows of the inbox say beside the comments, loaded for all rows at once."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef

from serial.comments.models import Comment


def last_author_replies(comments: Sequence[Comment]) -> dict[int, Comment]:
    """The latest published reply of an author to each comment, by the comment's primary key."""
    answered = [comment.pk for comment in comments if comment.has_author_reply]
    if not answered:
        return {}
    replies = Comment.objects.published().filter(parent__in=answered, pen_name__isnull=False)
    rows = replies.select_related("pen_name").order_by("posted_at", "pk")
    fields = ("parent_id", "user_id", "state", "body_html", "pen_name__name")
    return {reply.parent_id or 0: reply for reply in rows.only(*fields)}


def first_comments(comments: Sequence[Comment]) -> set[int]:
    """The primary keys of those that are their member's first comment on the story."""
    of_members = [c.pk for c in comments if c.user_id is not None and c.pen_name_id is None]
    earlier = Comment.objects.filter(
        user=OuterRef("user"), story=OuterRef("story"), pk__lt=OuterRef("pk")
    )
    first = Comment.objects.filter(~Exists(earlier), pk__in=of_members).order_by()
    return set(first.values_list("pk", flat=True))
