"""The filters and the page number in the query string of the inbox."""

from dataclasses import asdict, dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from serial.comments.choices import UNDER_REVIEW
from serial.comments.models.comment import CommentQuerySet
from serial.params import parse_id, parse_page

PER_PAGE = 25
# A limit, because a page costs the database more the higher its number is.
MAX_PAGE = 4_000
STATE_LABELS = {state.value: state.label for state in UNDER_REVIEW}


@dataclass(frozen=True)
class CommentListQuery:
    """`story` is a primary key, or None for all stories; `state` is empty for all states."""

    story: int | None
    state: str
    page: int

    @classmethod
    def from_request(cls, request: HttpRequest) -> "CommentListQuery":
        """Ignores invalid values."""
        state = request.GET.get("state", "")
        return cls(
            story=parse_id(request.GET.get("story")),
            state=state if state in STATE_LABELS else "",
            page=min(parse_page(request), MAX_PAGE),
        )

    @property
    def start(self) -> int:
        return (self.page - 1) * PER_PAGE

    @property
    def stop(self) -> int:
        """One row more than the page shows, which tells whether there is a next page."""
        return self.start + PER_PAGE + 1

    def filter_by_state(self, comments: CommentQuerySet) -> CommentQuerySet:
        return comments.filter(state=self.state) if self.state else comments

    def query_string(self, **extra: int | None) -> str:
        """Starts with a question mark, or is empty; leaves out default values."""
        params = {**asdict(self), "page": self.page if self.page > 1 else None, **extra}
        encoded = urlencode({name: value for name, value in params.items() if value})
        return f"?{encoded}" if encoded else ""

    def url(self, **extra: int | None) -> str:
        return reverse("desk:comments") + self.query_string(**extra)

    def page_query_string(self, page: int) -> str:
        return self.query_string(page=page if page > 1 else None)
