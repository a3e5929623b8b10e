"""What part of the queue a URL asks for: the tab, the filters, the page."""

from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serial.comments.models import CheckFinding
from serial.moderation.models.review_item import ReviewItemQuerySet
from serial.moderation.queue.tabs import Tab
from serial.params import parse_id
from serial.stories.models import Story

# Days that an item has waited at least.
AGES = {1: _("More than a day"), 3: _("More than 3 days"), 7: _("More than a week")}
FILTER_MAX_LENGTH = 300
# Further items come nearer when those before them are decided; skipping over more takes too long.
MAX_PAGE = 1_000


@dataclass(frozen=True)
class QueueQuery:
    """story: a title. finding: the code of one. commenter: a username, pen name or guest's name.

    days: how long items have waited at least; 0 for any time.
    """

    tab: Tab = Tab.HELD
    story: str = ""
    finding: str = ""
    commenter: str = ""
    days: int = 0
    page: int = 1

    @classmethod
    def parse(cls, data: QueryDict) -> "QueueQuery":
        """Values that do not exist are left out."""
        tab, days = data.get("tab", ""), parse_id(data.get("age")) or 0
        return cls(
            tab=Tab(tab) if tab in Tab.values else Tab.HELD,
            story=_typed(data, "story"),
            finding=_typed(data, "finding"),
            commenter=_typed(data, "commenter"),
            days=days if days in AGES else 0,
            page=min(parse_id(data.get("page")) or 1, MAX_PAGE),
        )

    @property
    def is_filtered(self) -> bool:
        return bool(self.story or self.finding or self.commenter or self.days)

    def encode(self, **more: object) -> str:
        """Returns the query of a URL with its question mark; "" for the start of the queue."""
        values = {
            "tab": self.tab if self.tab != Tab.HELD else "",
            "story": self.story,
            "finding": self.finding,
            "commenter": self.commenter,
            "age": self.days or "",
            "page": self.page if self.page > 1 else "",
            **more,
        }
        query = urlencode({name: value for name, value in values.items() if value})
        return f"?{query}" if query else ""

    @property
    def next_page(self) -> str:
        return replace(self, page=self.page + 1).encode()

    @property
    def previous_page(self) -> str:
        return replace(self, page=self.page - 1).encode() or "?"

    def __str__(self) -> str:
        return self.encode()

    def narrow(self, items: ReviewItemQuerySet) -> ReviewItemQuerySet:
        if self.story:
            stories = Story.objects.filter(title__icontains=self.story)
            items = items.filter(on_story__in=stories.values("pk"))
        if self.finding:
            findings = CheckFinding.objects.filter(comment=OuterRef("comment"), code=self.finding)
            items = items.filter(Exists(findings))
        if self.commenter:
            items = items.filter(
                Q(member__username__iexact=self.commenter)
                | Q(comment__guest_name__iexact=self.commenter)
                | Q(comment__pen_name__name__iexact=self.commenter)
            )
        if self.days:
            items = items.filter(opened_at__lt=timezone.now() - timedelta(days=self.days))
        return items


def _typed(data: QueryDict, name: str) -> str:
    # The database refuses the character NUL.
    return data.get(name, "").replace("\x00", "").strip()[:FILTER_MAX_LENGTH]
