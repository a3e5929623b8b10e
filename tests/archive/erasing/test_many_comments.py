"""Erasing the comments of a member takes the same memory, however many there are."""

import tracemalloc
from uuid import uuid4

import pytest

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.erasing import erase_comments
from serial.comments.models import Comment, Discussion
from serial.comments.models.comment import PATH_DIGITS

# Their texts would be 100 MB. On SQLite 500 comments take about as much as 5,000, 2 MB; on
# PostgreSQL 0.9 and 2.5 MB: their keys.
MOST_BYTES = 4_000_000


@pytest.mark.long
def test_memory_does_not_grow_with_comments(chapter: Chapter, reader: User) -> None:
    count = 5_000
    # As large as comments can be: all texts together would be 100 MB.
    texts = {"body": "word " * 2_000, "body_html": "word " * 2_000}
    for number in range(1, count + 1):
        Comment.objects.create(
            story=chapter.story,
            chapter=chapter,
            number=number,
            thread=number,
            path=f"{number:0{PATH_DIGITS}d}",
            user=reader,
            state="published",
            form_key=uuid4(),
            **texts,
        )
    Discussion.objects.create(
        chapter=chapter, last_number=count, comment_count=count, thread_count=count
    )
    pks = Comment.objects.values_list("pk", flat=True)
    tracemalloc.start()
    try:
        assert erase_comments(pks) == count
        assert tracemalloc.get_traced_memory()[1] < MOST_BYTES
    finally:
        tracemalloc.stop()
    assert Discussion.objects.get().comment_count == 0
