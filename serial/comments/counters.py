"""What is counted of comments, kept right by whoever changes one under the discussion's lock.

A count that somebody looks at on every page cannot be made there: a chapter may have a hundred
thousand comments. `recount` counts anew, and the tests compare.
"""

from typing import Any

from django.db.models import Count, Q

from serial.chapters.models import Chapter
from serial.comments.choices import State
from serial.comments.models import Comment, Discussion, Kudos

COUNTERS = ("comment_count", "thread_count", "kudos_count", "paragraph_counts")


def lock_discussion(chapter_pk: int) -> Discussion:
    """The chapter's discussion, made where there is none; others wait until this one's change."""
    rows = Discussion.objects.select_for_update(no_key=True)
    found = rows.filter(pk=chapter_pk).first()
    if found is None:
        Discussion.objects.bulk_create([Discussion(chapter_id=chapter_pk)], ignore_conflicts=True)
        found = rows.get(pk=chapter_pk)
    return found


def save_counters(discussion: Discussion, *fields: str) -> None:
    """Saves the counts and the fields named; what is kept of the comments is then out of date."""
    discussion.version += 1
    discussion.save(update_fields=["version", *COUNTERS, *fields])


def set_state(discussion: Discussion, comment: Comment, state: State) -> None:
    """Saves a comment's state and counts it; the caller saves the discussion.

    `comment` was read under the discussion's lock.
    """
    was_published, was_shown = comment.is_published(), comment.is_visible()
    comment.state = state
    comment.save(update_fields=["state", "state_changed_at"])
    if comment.is_published() != was_published:
        _count_published(discussion, comment, 1 if comment.is_published() else -1)
    if comment.is_visible() != was_shown:
        _count_visible(discussion, comment, 1 if comment.is_visible() else -1)


def count_new(discussion: Discussion, comment: Comment) -> None:
    """Counts a comment that was just stored; the caller saves the discussion."""
    if comment.is_published():
        _count_published(discussion, comment, 1)
        _count_visible(discussion, comment, 1)


def move_count(discussion: Discussion, before: int | None, after: int | None, count: int) -> None:
    """So many published comments are on another block now; the caller saves the discussion."""
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
    """What an author says answers what it stands under, all the way up."""
    above = Comment.objects.filter(
        Q(pk=comment.parent_id) | Q(number__in=comment.ancestor_numbers()),
        chapter=comment.chapter_id,
    )
    if comment.is_published():
        above.update(has_author_reply=True)
        return
    for row in above:
        Comment.objects.filter(pk=row.pk).update(has_author_reply=has_author_reply(row))


def has_author_reply(comment: Comment) -> bool:
    thread = Comment.objects.filter(chapter=comment.chapter_id, thread=comment.thread)
    under = Q(parent=comment) | Q(path__startswith=comment.path)
    said_by_authors = thread.published().exclude(pen_name=None).exclude(pk=comment.pk)
    return said_by_authors.filter(under).exists()


def _count_visible(discussion: Discussion, comment: Comment, step: int) -> None:
    """A marker is shown as long as something stands under it: it may come and go with that."""
    while comment.parent_id is not None:
        parent = Comment.objects.get(pk=comment.parent_id)
        was_shown = parent.is_visible()
        parent.visible_reply_count += step
        parent.save(update_fields=["visible_reply_count"])
        if parent.is_visible() == was_shown:
            return
        comment = parent
    discussion.thread_count += step


def _add(discussion: Discussion, block: int | None, step: int) -> None:
    if block is None:
        return
    count = discussion.paragraph_counts.get(str(block), 0) + step
    if count:
        discussion.paragraph_counts[str(block)] = count
    else:
        discussion.paragraph_counts.pop(str(block), None)


def count_from_rows(chapter: Chapter) -> dict[str, Any]:
    """The discussion's counts, counted from the rows."""
    comments = Comment.objects.filter(chapter=chapter)
    on_blocks = comments.published().exclude(paragraph=None).order_by().values_list("paragraph")
    return {
        "comment_count": comments.published().count(),
        "thread_count": comments.threads().visible().count(),
        "kudos_count": Kudos.objects.filter(chapter=chapter).count(),
        "paragraph_counts": {str(block): n for block, n in on_blocks.annotate(n=Count("pk"))},
    }
