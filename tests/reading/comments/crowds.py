"""Many comments at once, stored as posting them one by one would."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from serial.chapters.models import Chapter
from serial.comments.counters import count_from_rows
from serial.comments.models import Comment, Discussion
from serial.comments.models.comment import PATH_DIGITS


def crowd(chapter: Chapter, threads: int, replies: int = 0, block: int | None = None) -> None:
    """So many threads of so many replies each, oldest first; call it once for a chapter."""
    made, start = [], timezone.now() - timedelta(minutes=50)
    for thread in range(threads):
        number = first = thread * (replies + 1) + 1
        for ordinal in range(replies + 1):
            number = first + ordinal
            made.append(
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
                    paragraph=block,
                    state="published",
                    posted_at=start + timedelta(seconds=number),
                    visible_reply_count=0 if ordinal else replies,
                    reply_count=0 if ordinal else replies,
                    form_key=uuid4(),
                )
            )
    Comment.objects.bulk_create(made)
    Discussion.objects.create(
        chapter=chapter, version=1, last_number=len(made), **count_from_rows(chapter)
    )
