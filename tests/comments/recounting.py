"""Counts a chapter's comments from the rows in plain Python, to compare with the stored counts."""

from collections import Counter
from typing import Any

from serial.chapters.models import Chapter
from serial.comments.choices import State
from serial.comments.models import Comment, Discussion, Kudos, Like

COUNT_FIELDS = (
    "visible_reply_count",
    "reply_count",
    "thread_has_author",
    "like_count",
    "liked_by_author",
)


def is_published(comment: Comment) -> bool:
    return comment.state == State.PUBLISHED


def is_visible(comment: Comment, comments: list[Comment]) -> bool:
    """Published, or a placeholder with visible replies."""
    replies = [other for other in comments if other.parent_id == comment.pk]
    return is_published(comment) or any(is_visible(reply, comments) for reply in replies)


def recount(chapter: Chapter) -> dict[str, Any]:
    comments = list(Comment.objects.filter(chapter=chapter))
    published = [comment for comment in comments if is_published(comment)]
    on_paragraphs = [comment for comment in published if comment.paragraph is not None]
    paragraphs = Counter(str(comment.paragraph) for comment in on_paragraphs)
    threads = [comment for comment in comments if comment.parent_id is None]
    return {
        "comment_count": len(published),
        "thread_count": sum(is_visible(first, comments) for first in threads),
        "kudos_count": Kudos.objects.filter(chapter=chapter).count(),
        "paragraph_counts": dict(paragraphs),
    }


def recount_comment(comment: Comment) -> dict[str, Any]:
    comments = list(Comment.objects.filter(chapter=comment.chapter_id))
    replies = [other for other in comments if other.parent_id == comment.pk]
    likes = list(Like.objects.filter(comment=comment))
    # Empty unless it is the first of its thread: only that one stores the counts of the thread.
    thread = [other for other in comments if other.thread == comment.number]
    published = [other for other in thread if is_published(other)]
    return {
        "visible_reply_count": sum(is_visible(reply, comments) for reply in replies),
        "reply_count": sum(other.pk != comment.pk for other in published),
        "thread_has_author": any(other.pen_name_id for other in published),
        "like_count": len(likes),
        "liked_by_author": any(like.as_author for like in likes),
    }


def assert_counts_are_right(chapter: Chapter) -> None:
    stored = Discussion.objects.filter(chapter=chapter).values(*recount(chapter)).first()
    assert (stored or recount(chapter)) == recount(chapter)
    for comment in Comment.objects.filter(chapter=chapter):
        counts = {name: getattr(comment, name) for name in COUNT_FIELDS}
        assert counts == recount_comment(comment), comment.number
