"""What is counted of a chapter's comments, counted anew from the rows as a person would."""

from collections import Counter
from typing import Any

from serial.chapters.models import Chapter
from serial.comments.choices import State
from serial.comments.models import Comment, Discussion, Kudos, Like

COUNTED = (
    "visible_reply_count",
    "reply_count",
    "thread_has_author",
    "like_count",
    "liked_by_author",
)


def is_published(comment: Comment) -> bool:
    return comment.state == State.PUBLISHED


def is_shown(comment: Comment, comments: list[Comment]) -> bool:
    """Its words, or a marker that something stands under."""
    below = [each for each in comments if each.parent_id == comment.pk]
    return is_published(comment) or any(is_shown(each, comments) for each in below)


def recounted(chapter: Chapter) -> dict[str, Any]:
    comments = list(Comment.objects.filter(chapter=chapter))
    published = [each for each in comments if is_published(each)]
    blocks = Counter(str(each.paragraph) for each in published if each.paragraph is not None)
    firsts = [each for each in comments if each.parent_id is None]
    return {
        "comment_count": len(published),
        "thread_count": sum(is_shown(each, comments) for each in firsts),
        "kudos_count": Kudos.objects.filter(chapter=chapter).count(),
        "paragraph_counts": dict(blocks),
    }


def recounted_of(comment: Comment) -> dict[str, Any]:
    comments = list(Comment.objects.filter(chapter=comment.chapter_id))
    below = [each for each in comments if each.parent_id == comment.pk]
    likes = list(Like.objects.filter(comment=comment))
    # Of its whole thread, which only the first of it counts.
    thread = [each for each in comments if each.thread == comment.number]
    published = [each for each in thread if is_published(each)]
    return {
        "visible_reply_count": sum(is_shown(each, comments) for each in below),
        "reply_count": sum(each.pk != comment.pk for each in published),
        "thread_has_author": any(each.pen_name_id for each in published),
        "like_count": len(likes),
        "liked_by_author": any(like.as_author for like in likes),
    }


def assert_counts_are_right(chapter: Chapter) -> None:
    stored = Discussion.objects.filter(chapter=chapter).values(*recounted(chapter)).first()
    assert (stored or recounted(chapter)) == recounted(chapter)
    for comment in Comment.objects.filter(chapter=chapter):
        kept = {name: getattr(comment, name) for name in COUNTED}
        assert kept == recounted_of(comment), comment.number
