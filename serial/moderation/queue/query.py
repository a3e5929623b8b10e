"""What part of the queue a URL asks for: the tab, the filters, the page."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serial.moderation.models.review_item import ReviewItemQuerySet
from serial.moderation.queue.narrowing import (
    ItemKey,
    any_of,
    few_items,
    has_finding,
    of_commenter,
    on_story,
)
from serial.moderation.queue.tabs import Tab
from serial.params import parse_id

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
        return self._encoded

    @cached_property
    def _encoded(self) -> str:
        # Each row of the list and each form of the page has it.
        return self.encode()

    def few(self, items: ReviewItemQuerySet) -> list[ItemKey] | None:
        """Returns those that match, in no order; None if they are more than a few."""
        if not (self.story or self.finding or self.commenter):
            return None
        items = self._of_story_and_finding(items)
        parts = of_commenter(items, self.commenter) if self.commenter else [items]
        found = few_items(parts)
        since = self._waiting_since()
        if found is None or since is None:
            return found
        return [item for item in found if item.opened_at < since]

    def narrow(self, items: ReviewItemQuerySet) -> ReviewItemQuerySet:
        items = self._of_story_and_finding(items)
        if self.commenter:
            items = items.filter(pk__in=any_of(of_commenter(items, self.commenter)))
        since = self._waiting_since()
        return items if since is None else items.filter(opened_at__lt=since)

    def _of_story_and_finding(self, items: ReviewItemQuerySet) -> ReviewItemQuerySet:
        if self.story:
            items = items.filter(on_story(self.story))
        return items.filter(has_finding(self.finding)) if self.finding else items

    def _waiting_since(self) -> datetime | None:
        return timezone.now() - timedelta(days=self.days) if self.days else None


def _typed(data: QueryDict, name: str) -> str:
    # The database refuses the character NUL.
    return data.get(name, "").replace("\x00", "").strip()[:FILTER_MAX_LENGTH]
