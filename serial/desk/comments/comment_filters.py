from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from serial.comments.choices import State
from serial.comments.models.comment import CommentQuerySet
from serial.desk.params import parse_int

PER_PAGE = 25
# Nobody turns more pages than these, and each costs more than the one before.
MAX_PAGE = 4_000
STATE_LABELS = {
    State.HELD.value: _("waiting"),
    State.HIDDEN.value: _("hidden"),
    State.REJECTED.value: _("rejected"),
}


@dataclass(frozen=True)
class CommentListQuery:
    """Which comments an address asks for; what makes no sense asks for all."""

    story: int | None
    state: str
    page: int

    @classmethod
    def of(cls, request: HttpRequest) -> "CommentListQuery":
        given = request.GET
        page = parse_int(given.get("page")) or 1
        state = given.get("state", "")
        return cls(
            story=parse_int(given.get("story")),
            state=state if state in STATE_LABELS else "",
            page=min(page, MAX_PAGE),
        )

    @property
    def start(self) -> int:
        return (self.page - 1) * PER_PAGE

    @property
    def stop(self) -> int:
        """One more than are shown, to see whether there is another page."""
        return self.start + PER_PAGE + 1

    def of_state(self, comments: CommentQuerySet) -> CommentQuerySet:
        return comments.filter(state=self.state) if self.state else comments

    def query(self, **more: Any) -> str:
        """The part of an address from the question mark on; what is as usual is left out."""
        asked = {**asdict(self), "page": self.page if self.page > 1 else None, **more}
        said = urlencode({name: value for name, value in asked.items() if value})
        return f"?{said}" if said else ""

    def address(self, **more: Any) -> str:
        return reverse("desk:comments") + self.query(**more)

    def to_page(self, page: int) -> str:
        return self.query(page=page if page > 1 else None)
