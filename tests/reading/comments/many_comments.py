"""Creates many comments at once, with the same rows as posting them one by one."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from serial.chapters.models import Chapter
from serial.comments.counters import count_from_rows
from serial.comments.models import Comment, Discussion
from serial.comments.models.comment import PATH_DIGITS


def create_threads(
    chapter: Chapter, threads: int, replies: int = 0, paragraph: int | None = None
) -> None:
    """Creates threads with `replies` replies each, oldest first. Call it once for each chapter."""
    comments, start = [], timezone.now() - timedelta(minutes=50)
    for thread in range(threads):
        number = first = thread * (replies + 1) + 1
        for ordinal in range(replies + 1):
            number = first + ordinal
            comments.append(
                Comment(
                    pk=number,
                    story_id=chapter.story_id,
                    chapter=chapter,
                    number=number,
                    thread=first,
                    ordinal=ordinal,
                    parent_id=first if ordinal else None,
                    depth=min(ordinal, 1),
                    path=f"{first:0{PATH_DIGITS}d}"
                    + (f"{number:0{PATH_DIGITS}d}" if ordinal else ""),
                    guest_name="Gus",
                    body_html=f"<p>Number {number}.</p>",
                    paragraph=paragraph,
                    state="published",
                    posted_at=start + timedelta(seconds=number),
                    visible_reply_count=0 if ordinal else replies,
                    reply_count=0 if ordinal else replies,
                    form_key=uuid4(),
                )
            )
    Comment.objects.bulk_create(comments)
    Discussion.objects.create(
        chapter=chapter, version=1, last_number=len(comments), **count_from_rows(chapter)
    )
