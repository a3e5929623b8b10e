"""The filters and the page number in the query string of the inbox."""

from dataclasses import asdict, dataclass, replace
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from serial.comments.choices import UNDER_REVIEW
from serial.comments.models import Mention
from serial.comments.models.comment import CommentQuerySet
from serial.params import parse_id, parse_page

PER_PAGE = 25
# A limit, because a page costs the database more the higher its number is.
MAX_PAGE = 4_000
# Comments that await a reply, like or decision of this author.
OPEN = "open"
# Comments that mention this author with an @.
MENTIONS = "mentions"
STATES = {OPEN, MENTIONS, *(state.value for state in UNDER_REVIEW)}
# Longer texts are cut.
WORDS_MAX_LENGTH = 100


@dataclass(frozen=True)
class CommentListQuery:
    """story: a primary key, or None for all stories. state: OPEN, MENTIONS, a state, or empty for
    all.

    q: the words that a comment must contain.
    """

    story: int | None
    state: str
    q: str
    page: int

    @classmethod
    def from_request(cls, request: HttpRequest) -> "CommentListQuery":
        """Ignores invalid values."""
        state = request.GET.get("state", "")
        return cls(
            story=parse_id(request.GET.get("story")),
            state=state if state in STATES else "",
            # The database refuses the character NUL.
            q=request.GET.get("q", "").replace("\x00", "").strip()[:WORDS_MAX_LENGTH],
            page=min(parse_page(request), MAX_PAGE),
        )

    @property
    def start(self) -> int:
        return (self.page - 1) * PER_PAGE

    @property
    def stop(self) -> int:
        """One row more than the page shows, which tells whether there is a next page."""
        return self.start + PER_PAGE + 1

    def filter(self, comments: CommentQuerySet, user: User) -> CommentQuerySet:
        """By state and words. OPEN is a section of the inbox, not a filter."""
        if self.state == MENTIONS:
            comments = mentioning(comments, user)
        elif self.state and self.state != OPEN:
            comments = comments.filter(state=self.state)
        return comments.filter(*map(_contains, self.q.split()))

    def query_string(self, **extra: int | None) -> str:
        """Starts with a question mark, or is empty; leaves out default values."""
        params = {**asdict(self), "page": self.page if self.page > 1 else None, **extra}
        encoded = urlencode({name: value for name, value in params.items() if value})
        return f"?{encoded}" if encoded else ""

    def url(self, **extra: int | None) -> str:
        return reverse("desk:comments") + self.query_string(**extra)

    def with_state(self, state: str) -> "CommentListQuery":
        """The first page of this state."""
        return replace(self, state=state, page=1)

    def page_query_string(self, page: int) -> str:
        return self.query_string(page=page if page > 1 else None)


def mentioning(comments: CommentQuerySet, user: User) -> CommentQuerySet:
    return comments.filter(Exists(Mention.objects.filter(comment=OuterRef("pk"), user=user)))


def _contains(word: str) -> Q:
    # SQLite compares capitals only within ASCII.
    spellings = {word} if word.isascii() else {word, word.lower(), word.capitalize(), word.upper()}
    return reduce(or_, (Q(body__icontains=spelling) for spelling in sorted(spellings)))
