"""Loads the comments of a page as rows: one query for each page, for threads of any length."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from accounts.models import MemberProfile
from serial.chapters.models import Chapter
from serial.comments.choices import State
from serial.comments.models import Comment
from serial.comments.models.comment import THREAD_ORDERS, CommentQuerySet
from serial.compiled_queries import CompiledTuples, Ids, InIds, Placeholder
from serial.stories.models import Credit

THREADS_PER_PAGE = 25
# In a list of threads; the other replies are on the thread's own page.
MAX_REPLIES_IN_LIST = 12
# On a thread's own page.
REPLIES_PER_PAGE = 30


class Row(NamedTuple):
    """The columns of a comment that a page shows."""

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
    has_public_page: bool
    html: str
    paragraph: int | None
    quote: str
    quote_is_hidden: bool
    quote_is_folded: bool
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
    "has_public_page",
    *("body_html", "paragraph", "quote", "quote_is_hidden", "quote_is_folded"),
    *("posted_at", "edited_at", "is_pinned"),
    *(
        "closed_at",
        "visible_reply_count",
        "reply_count",
        "thread_has_author",
        "like_count",
        "liked_by_author",
    ),
)


class CommenterNames(NamedTuple):
    """What a comment shows of its commenter, if that is a member, and the comment's primary key."""

    comment: int
    has_public_page: bool
    username: str
    pen_name: str
    pen_slug: str
    role: str

    @classmethod
    def from_row(cls, row: Row) -> "CommenterNames":
        names = (row.username, row.pen_name, row.pen_slug, row.role)
        return cls(row.pk, row.has_public_page, *(name or "" for name in names))


def load_rows(comments: CommentQuerySet) -> list[Row]:
    return [Row(*row) for row in _columns(comments)]


# Any: the columns of Row.
def _columns(comments: CommentQuerySet) -> QuerySet[Comment, tuple[Any, ...]]:
    return _with_people(comments).values_list(*COLUMNS)


def load_commenter_names(comment_pks: list[int]) -> list[CommenterNames]:
    """Returns the names on these comments, sorted by comment."""
    if not comment_pks:
        return []
    return sorted(
        CommenterNames(pk, has_page, *(name or "" for name in names))
        for pk, has_page, *names in _NAMES.rows(comment_pks)
    )


# Any: the columns of CommenterNames, of which a name may be None.
def _names(comment_ids: Ids) -> QuerySet[Comment, tuple[Any, ...]]:
    names = ("user__username", "pen_name__name", "pen_name__slug", "role")
    comments = Comment.objects.filter(InIds("pk", comment_ids))
    return _with_people(comments).values_list("pk", "has_public_page", *names)


def _with_people(comments: CommentQuerySet) -> CommentQuerySet:
    """Annotates the `role` on the story of each author who commented, and who has a public page.

    The page of an account says nothing beside one of its pen names: it would reveal whose it is.
    """
    credit = Credit.objects.accepted().filter(
        story=OuterRef("story"), pen_name=OuterRef("pen_name")
    )
    profiles = MemberProfile.objects.visible().filter(user=OuterRef("user"))
    return comments.annotate(
        role=Subquery(credit.values("role")[:1]),
        has_public_page=Case(
            When(pen_name=None, then=Exists(profiles)),
            default=Value(False),
            output_field=BooleanField(),
        ),
    ).order_by()


def load_threads(
    chapter: Chapter, order: str, page: int, paragraph_ids: Iterable[int] | None = None
) -> list[Row]:
    """Returns the threads of a page, each followed by its first replies in reading order.

    `paragraph_ids`: only threads on these paragraphs.
    """
    if paragraph_ids is not None:
        ids = list(paragraph_ids)
        rows = load_rows(_threads(chapter.pk, order, page, ids))
    elif page == 1:
        rows = [Row(*row) for row in _FIRST_PAGES[order].rows(chapter.pk)]
    else:
        rows = load_rows(_threads(chapter.pk, order, page))
    return sort_rows(rows, order)


def _threads(
    chapter_id: int,  # Or its placeholder.
    order: str,
    page: int,
    paragraph_ids: Sequence[int] | None = None,
) -> CommentQuerySet:
    visible = Comment.objects.filter(chapter=chapter_id).visible()
    threads = visible.threads()
    if paragraph_ids is not None:
        threads = threads.filter(paragraph__in=paragraph_ids)
    start = (page - 1) * THREADS_PER_PAGE
    numbers = threads.order_by("-is_pinned", *THREAD_ORDERS[order]).values("number")
    on_page = numbers[start : start + THREADS_PER_PAGE]
    return visible.filter(thread__in=on_page, ordinal__lte=MAX_REPLIES_IN_LIST)


def sort_rows(rows: list[Row], order: str) -> list[Row]:
    """Sorts threads by `order` with pinned ones first, and each thread in reading order."""
    first_comments = {row.thread: row for row in rows if row.ordinal == 0}

    def key(row: Row) -> tuple[object, ...]:
        first = first_comments.get(row.thread, row)
        position = -first.number if order == "newest" else first.number
        has_author = order == "author" and first.thread_has_author
        return (not first.is_pinned, not has_author, position, row.ordinal > 0, row.path)

    return sorted(rows, key=key)


def load_thread(chapter: Chapter, thread: int, page: int) -> list[Row]:
    """Returns the first comment of a thread and one page of its replies, in reading order."""
    start = (page - 1) * REPLIES_PER_PAGE
    found = _THREAD.rows(chapter.pk, thread, start, start + REPLIES_PER_PAGE)
    return sorted((Row(*row) for row in found), key=lambda row: (row.ordinal > 0, row.path))


# The compiled query passes placeholders.
def _thread(chapter_id: int, thread: int, start: int, end: int) -> CommentQuerySet:
    comments = Comment.objects.filter(chapter=chapter_id, thread=thread).visible()
    return comments.filter(Q(ordinal=0) | Q(ordinal__gt=start, ordinal__lte=end))


# What most pages with comments show.
_FIRST_PAGES = {
    order: CompiledTuples(
        lambda chapter_id, order=order: _columns(_threads(chapter_id, order, 1)),
        Placeholder("chapter_id"),
    )
    for order in THREAD_ORDERS
}
_THREAD = CompiledTuples(
    lambda *values: _columns(_thread(*values)),
    *map(Placeholder, ("chapter_id", "number", "start", "end")),
)
_NAMES = CompiledTuples(_names, Placeholder("comment_ids"))


def count_threads(chapter: Chapter, paragraph_ids: Iterable[int]) -> int:
    comments = Comment.objects.filter(chapter=chapter, paragraph__in=list(paragraph_ids))
    return comments.visible().threads().count()
