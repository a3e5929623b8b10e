"""Adds large numbers of comments to a chapter."""

from datetime import datetime, timedelta
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

# Typical comments: most are short, some are long.
TEXTS = (
    "I did not see that coming, and I have read it twice now.",
    "The line about the ledger! *That* line. I had to put the phone down for a minute and look out"
    " of the window, which is what your father would have done, I think.",
    "Thank you for this chapter.",
    "Do we know who took the radio? I went back to chapter two and the date does not fit, or it"
    " fits only if Dilys was there before the boat came in.\n\n> Part on order ex Grimsby.\n\nThat"
    " is the part that I mean.",
)
_form_keys = count(1)


def get_or_make_commenters(number: int) -> list[User]:
    commenters = list(User.objects.filter(username__startswith="commenter"))
    return commenters or [make_user(f"commenter{n}") for n in range(number)]


@transaction.atomic
def add_comments(
    chapter: Chapter, threads: int, replies: int, *, paragraph: int | None = None
) -> None:
    """Adds `threads` threads with `replies` replies each, nested as deeply as pages allow."""
    users = get_or_make_commenters(10)
    discussion = lock_discussion(chapter.pk)
    start = timezone.now() - timedelta(days=1)
    number = discussion.last_number
    rows: list[Comment] = []
    for _thread in range(threads):
        number += 1
        first = _comment(chapter, number, users, start, paragraph)
        rows += _store([first])
        thread_replies = [
            _reply(first, _comment(chapter, number + n, users, start, paragraph), n)
            for n in range(1, replies + 1)
        ]
        rows += _store(thread_replies)
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


def _comment(
    chapter: Chapter, number: int, users: list[User], start: datetime, paragraph: int | None
) -> Comment:
    body = TEXTS[number % len(TEXTS)]
    html = "".join(f"<p>{text}</p>" for text in body.split("\n\n"))
    return Comment(
        story_id=chapter.story_id,
        chapter=chapter,
        number=number,
        thread=number,
        path=f"{number:0{PATH_DIGITS}d}",
        user=users[number % len(users)],
        body=body,
        body_html=html,
        paragraph=paragraph,
        quote="a passage that is quoted" if paragraph else "",
        state="published",
        posted_at=start + timedelta(seconds=number),
        form_key=UUID(int=next(_form_keys)),
    )


def _reply(first: Comment, reply: Comment, ordinal: int) -> Comment:
    depth = min(ordinal, MAX_DEPTH)
    reply.parent, reply.thread, reply.ordinal, reply.depth = first, first.number, ordinal, depth
    reply.path = first.path + reply.path
    return reply


def _store(comments: list[Comment]) -> list[Comment]:
    return Comment.objects.bulk_create(comments, batch_size=1_000)
