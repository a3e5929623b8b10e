"""Which comments a page has, as rows: one query for a page, however long its threads are."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import OuterRef, Q, Subquery

from serial.chapters.models import Chapter
from serial.comments.choices import State
from serial.comments.models import Comment
from serial.comments.models.comment import THREAD_ORDERS, CommentQuerySet
from serial.stories.models import Credit

PER_PAGE = 25
# Of each thread, until somebody asks for more.
REPLIES_SHOWN = 12
# Of a thread on a page of its own: so many at a time.
REPLIES_PER_PAGE = 30


class Row(NamedTuple):
    """A comment as a page shows it."""

    pk: int
    number: int
    thread: int
    ordinal: int
    depth: int
    path: str
    parent: int | None
    state: str
    user: int | None
    username: str | None
    pen_name: str | None
    pen_slug: str | None
    guest_name: str
    role: str | None
    html: str
    paragraph: int | None
    quote: str
    quote_is_hidden: bool
    posted_at: datetime
    edited_at: datetime | None
    is_pinned: bool
    closed_at: datetime | None
    visible_reply_count: int
    reply_count: int
    thread_has_author: bool
    like_count: int
    liked_by_author: bool

    def is_published(self) -> bool:
        return self.state == State.PUBLISHED


COLUMNS = (
    *("pk", "number", "thread", "ordinal", "depth", "path", "parent__number", "state"),
    *("user", "user__username", "pen_name__name", "pen_name__slug", "guest_name", "role"),
    *("body_html", "paragraph", "quote", "quote_is_hidden", "posted_at", "edited_at", "is_pinned"),
    *(
        "closed_at",
        "visible_reply_count",
        "reply_count",
        "thread_has_author",
        "like_count",
        "liked_by_author",
    ),
)


def load_rows(comments: CommentQuerySet) -> list[Row]:
    role = Credit.objects.accepted().filter(story=OuterRef("story"), pen_name=OuterRef("pen_name"))
    with_roles = comments.annotate(role=Subquery(role.values("role")[:1])).order_by()
    return [Row(*row) for row in with_roles.values_list(*COLUMNS)]


def load_threads(
    chapter: Chapter, order: str, page: int, blocks: Iterable[int] | None = None
) -> list[Row]:
    """The threads of a page, each followed by its first replies as they are read.

    `blocks`: only those on these paragraphs.
    """
    comments = Comment.objects.filter(chapter=chapter).visible()
    firsts = comments.threads()
    if blocks is not None:
        firsts = firsts.filter(paragraph__in=list(blocks))
    start = (page - 1) * PER_PAGE
    numbers = firsts.order_by("-is_pinned", *THREAD_ORDERS[order]).values("number")
    on_page = numbers[start : start + PER_PAGE]
    rows = load_rows(comments.filter(thread__in=on_page, ordinal__lte=REPLIES_SHOWN))
    return sort_rows(rows, order)


def sort_rows(rows: list[Row], order: str) -> list[Row]:
    """Threads in the order asked for, pinned ones first; within each as it is read."""
    firsts = {row.thread: row for row in rows if row.ordinal == 0}

    def key(row: Row) -> tuple[object, ...]:
        first = firsts.get(row.thread, row)
        place = -first.number if order == "newest" else first.number
        is_answered = order == "author" and first.thread_has_author
        return (not first.is_pinned, not is_answered, place, row.ordinal > 0, row.path)

    return sorted(rows, key=key)


def load_thread(chapter: Chapter, thread: int, page: int) -> list[Row]:
    """One thread: its first comment, and so many of its replies, as they are read."""
    comments = Comment.objects.filter(chapter=chapter, thread=thread).visible()
    start = (page - 1) * REPLIES_PER_PAGE
    window = Q(ordinal=0) | Q(ordinal__gt=start, ordinal__lte=start + REPLIES_PER_PAGE)
    return sorted(load_rows(comments.filter(window)), key=lambda row: (row.ordinal > 0, row.path))


def count_threads(chapter: Chapter, blocks: Iterable[int]) -> int:
    on_blocks = Comment.objects.filter(chapter=chapter, paragraph__in=list(blocks))
    return on_blocks.visible().threads().count()
