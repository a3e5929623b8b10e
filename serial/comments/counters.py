"""The stored counts of comments, updated by all code that changes a comment.

Counting rows on every page would be too slow: a chapter may have a hundred thousand comments.
Changes are made under the lock of the chapter's Discussion. The tests compare the stored counts
with `count_from_rows`.
"""

from collections.abc import Iterable, Sequence

from django.db.models import Count, Q

from serial.bulk_rows import update_rows
from serial.chapters.models import Chapter
from serial.comments.choices import State
from serial.comments.models import Comment, Discussion, Kudos
from serial.compiled_queries import (
    CompiledQuery,
    CompiledRelatedQuery,
    CompiledTuples,
    Placeholder,
)

COUNTERS = ("comment_count", "thread_count", "kudos_count", "paragraph_counts")


def lock_discussion(chapter_pk: int) -> Discussion:
    """Returns the chapter's discussion, locked until the transaction ends. Creates it if needed."""
    discussion = _LOCKED_DISCUSSION.first(chapter_pk)
    if discussion is None:
        Discussion.objects.bulk_create([Discussion(chapter_id=chapter_pk)], ignore_conflicts=True)
        discussion = _LOCKED_DISCUSSION.get(chapter_pk)
    return discussion


_LOCKED_DISCUSSION = CompiledQuery(
    lambda chapter_id: Discussion.objects.select_for_update(no_key=True).filter(pk=chapter_id),
    Placeholder("chapter_id"),
)


def lock_discussions(chapter_pks: Iterable[int]) -> dict[int, Discussion]:
    """Locks several at once, in order, so that two who do it cannot wait for each other.

    Returns {chapter: discussion}; without chapters that have no discussion, and no comments.
    """
    rows = Discussion.objects.select_for_update(no_key=True).filter(pk__in=set(chapter_pks))
    return {discussion.pk: discussion for discussion in rows.order_by("pk")}


def lock_comment(pk: int) -> tuple[Discussion, Comment]:
    """Locks the discussion of a comment until the transaction ends, and reads the comment."""
    chapters = _CHAPTER_OF_COMMENT.rows(pk)
    if not chapters:
        raise Comment.DoesNotExist
    discussion = lock_discussion(*chapters[0])
    return discussion, _COMMENT_WITH_CHAPTER.get(pk)


_CHAPTER_OF_COMMENT = CompiledTuples(
    lambda comment_id: Comment.objects.filter(pk=comment_id).values_list("chapter"),
    Placeholder("comment_id"),
)
_COMMENT_WITH_CHAPTER = CompiledRelatedQuery(
    lambda comment_id: Comment.objects.filter(pk=comment_id).select_related("chapter__story"),
    Placeholder("comment_id"),
)


def lock_comments(pks: Iterable[int]) -> tuple[dict[int, Discussion], dict[int, Comment]]:
    """Locks the discussions of these comments, and reads the comments: {chapter: …}, {pk: …}."""
    comments = Comment.objects.filter(pk__in=list(pks))
    discussions = lock_discussions(comments.order_by().values_list("chapter", flat=True))
    return discussions, {comment.pk: comment for comment in comments.order_by("pk")}


def save_counters(discussion: Discussion, *fields: str) -> None:
    """Saves the counts and the given fields. The new version makes cached pages stale."""
    discussion.version += 1
    discussion.save(update_fields=["version", *COUNTERS, *fields])


def save_counters_of(discussions: Sequence[Discussion]) -> None:
    """Does what `save_counters` does for each, in one query."""
    for discussion in discussions:
        discussion.version += 1
    update_rows(discussions, ["version", *COUNTERS])


def is_alone(comment: Comment) -> bool:
    """Whether only the discussion counts it: no replies, no parent, and not by an author."""
    has_replies = comment.visible_reply_count > 0 or comment.reply_count > 0
    return comment.parent_id is None and comment.pen_name_id is None and not has_replies


def count_alone(discussion: Discussion, comment: Comment, state: State) -> None:
    """Counts a comment that `is_alone`, with its new state. Makes no query.

    The caller saves the comment's state, and the discussion.
    """
    step = (state == State.PUBLISHED) - comment.is_published()
    comment.state = state
    if step:
        _count_published(discussion, comment, step)
        _count_visible(discussion, comment, step)


def set_state(discussion: Discussion, comment: Comment, state: State) -> None:
    """Saves a comment's state and updates the counts. The caller saves the discussion.

    The comment must have been read under the discussion's lock.
    """
    was_published, was_visible = comment.is_published(), comment.is_visible()
    comment.state = state
    comment.save(update_fields=["state", "state_changed_at"])
    if comment.is_published() != was_published:
        _count_published(discussion, comment, 1 if comment.is_published() else -1)
    if comment.is_visible() != was_visible:
        _count_visible(discussion, comment, 1 if comment.is_visible() else -1)


def count_new(discussion: Discussion, comment: Comment) -> None:
    """Counts a comment that was just stored. The caller saves the discussion."""
    if comment.is_published():
        _count_published(discussion, comment, 1)
        _count_visible(discussion, comment, 1)


def move_count(discussion: Discussion, before: int | None, after: int | None, count: int) -> None:
    """Moves `count` published comments between paragraphs. The caller saves the discussion."""
    _add(discussion, before, -count)
    _add(discussion, after, count)


def _count_published(discussion: Discussion, comment: Comment, step: int) -> None:
    discussion.comment_count += step
    _add(discussion, comment.paragraph, step)
    first = comment
    if comment.parent_id is not None:
        first = Comment.objects.get(chapter=discussion.pk, number=comment.thread)
        first.reply_count += step
    if comment.pen_name_id is not None:
        first.thread_has_author = step > 0 or _has_author(first)
    if first is not comment or comment.pen_name_id is not None:
        first.save(update_fields=["reply_count", "thread_has_author"])
    if comment.pen_name_id is not None and comment.parent_id is not None:
        _set_author_replies(comment)


def _has_author(first: Comment) -> bool:
    thread = Comment.objects.filter(chapter=first.chapter_id, thread=first.number)
    return thread.published().exclude(pen_name=None).exists()


def _set_author_replies(comment: Comment) -> None:
    """Updates has_author_reply of all ancestors of an author's comment."""
    ancestors = Comment.objects.filter(
        Q(pk=comment.parent_id) | Q(number__in=comment.ancestor_numbers()),
        chapter=comment.chapter_id,
    )
    if comment.is_published():
        ancestors.update(has_author_reply=True)
        return
    for ancestor in ancestors:
        has_reply = has_author_reply(ancestor)
        Comment.objects.filter(pk=ancestor.pk).update(has_author_reply=has_reply)


def has_author_reply(comment: Comment) -> bool:
    """Counted from the rows: is there a published comment by an author below this one?"""
    thread = Comment.objects.filter(chapter=comment.chapter_id, thread=comment.thread)
    is_below = Q(parent=comment) | Q(path__startswith=comment.path)
    by_authors = thread.published().exclude(pen_name=None).exclude(pk=comment.pk)
    return by_authors.filter(is_below).exists()


def _count_visible(discussion: Discussion, comment: Comment, step: int) -> None:
    """Updates the counts of visible replies and threads after a comment appeared or disappeared.

    A placeholder is visible while it has visible replies, so its parents may change too.
    """
    while comment.parent_id is not None:
        parent = Comment.objects.get(pk=comment.parent_id)
        was_visible = parent.is_visible()
        parent.visible_reply_count += step
        parent.save(update_fields=["visible_reply_count"])
        if parent.is_visible() == was_visible:
            return
        comment = parent
    discussion.thread_count += step


def _add(discussion: Discussion, paragraph: int | None, step: int) -> None:
    if paragraph is None:
        return
    count = discussion.paragraph_counts.get(str(paragraph), 0) + step
    if count:
        discussion.paragraph_counts[str(paragraph)] = count
    else:
        discussion.paragraph_counts.pop(str(paragraph), None)


def count_from_rows(chapter: Chapter) -> dict[str, object]:
    """Returns the discussion's counts, counted from the rows: {field: value}."""
    comments = Comment.objects.filter(chapter=chapter)
    on_paragraphs = comments.published().exclude(paragraph=None).order_by()
    counts = on_paragraphs.values_list("paragraph").annotate(n=Count("pk"))
    return {
        "comment_count": comments.published().count(),
        "thread_count": comments.threads().visible().count(),
        "kudos_count": Kudos.objects.filter(chapter=chapter).count(),
        "paragraph_counts": {str(paragraph): n for paragraph, n in counts},
    }
