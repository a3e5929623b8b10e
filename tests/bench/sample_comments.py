"""Comments to measure: a usual chapter's, and far more than any chapter has."""

from datetime import timedelta
from itertools import count
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.counters import count_from_rows, lock_discussion
from serial.comments.models import Comment
from serial.comments.models.comment import MAX_DEPTH, PATH_DIGITS
from tests.conftest import make_user

# As they are under a chapter that people talk about: some long, most short.
SAID = (
    "I did not see that coming, and I have read it twice now.",
    "The line about the ledger! *That* line. I had to put the phone down for a minute and look out"
    " of the window, which is what your father would have done, I think.",
    "Thank you for this chapter.",
    "Do we know who took the radio? I went back to chapter two and the date does not fit, or it"
    " fits only if Dilys was there before the boat came in.\n\n> Part on order ex Grimsby.\n\nThat"
    " is the part that I mean.",
)
_keys = count(1)


def talkers(number: int) -> list[User]:
    have = list(User.objects.filter(username__startswith="talker"))
    return have or [make_user(f"talker{n}") for n in range(number)]


@transaction.atomic
def fill_comments(
    chapter: Chapter, threads: int, replies: int, *, block: int | None = None
) -> None:
    """So many threads, each with so many replies, the deepest as deep as a page shows them."""
    writers = talkers(10)
    discussion = lock_discussion(chapter.pk)
    start = timezone.now() - timedelta(days=1)
    number = discussion.last_number
    rows: list[Comment] = []
    for _thread in range(threads):
        number += 1
        first = _comment(chapter, number, writers, start, block)
        rows += _stored([first])
        run = [
            _reply(first, _comment(chapter, number + n, writers, start, block), n)
            for n in range(1, replies + 1)
        ]
        rows += _stored(run)
        first.reply_count, first.visible_reply_count = replies, 1 if replies else 0
        number += replies
    Comment.objects.bulk_update(
        [row for row in rows if row.parent_id is None],
        ["reply_count", "visible_reply_count"],
        batch_size=500,
    )
    discussion.last_number = number
    for name, value in count_from_rows(chapter).items():
        setattr(discussion, name, value)
    discussion.version += 1
    discussion.save()


def _comment(chapter: Chapter, number: int, writers: list[User], start, block) -> Comment:  # type: ignore[no-untyped-def]
    said = SAID[number % len(SAID)]
    html = "".join(f"<p>{each}</p>" for each in said.split("\n\n"))
    return Comment(
        story_id=chapter.story_id,
        chapter=chapter,
        number=number,
        thread=number,
        path=f"{number:0{PATH_DIGITS}d}",
        user=writers[number % len(writers)],
        body=said,
        body_html=html,
        paragraph=block,
        quote="a passage that is quoted" if block else "",
        state="published",
        posted_at=start + timedelta(seconds=number),
        form_key=UUID(int=next(_keys)),
    )


def _reply(first: Comment, reply: Comment, ordinal: int) -> Comment:
    depth = min(ordinal, MAX_DEPTH)
    reply.parent, reply.thread, reply.ordinal, reply.depth = first, first.number, ordinal, depth
    reply.path = first.path + reply.path
    return reply


def _stored(comments: list[Comment]) -> list[Comment]:
    return Comment.objects.bulk_create(comments, batch_size=1_000)
