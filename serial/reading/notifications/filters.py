"""What a member's page of notifications can be narrowed to."""

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from serial.notifications.kinds import (
    ANNOUNCEMENT,
    AUTHOR_LIKE,
    CHAPTER,
    DECISION,
    INVITATION,
    KINDS_BY_NAME,
    MENTION,
    REPLY,
)
from serial.notifications.models.notification import NotificationQuerySet

Text = str | Promise


@dataclass(frozen=True)
class Filter:
    """name: in the URL."""

    name: str
    label: Text
    kinds: tuple[str, ...]


EVERYTHING = Filter("", _("All"), tuple(KINDS_BY_NAME))
FILTERS = (
    EVERYTHING,
    Filter("stories", _("Stories"), (CHAPTER, ANNOUNCEMENT)),
    Filter("comments", _("Comments"), (REPLY, MENTION, AUTHOR_LIKE)),
    Filter("decisions", _("Decisions"), (DECISION,)),
    Filter("invitations", _("Invitations"), (INVITATION,)),
)


@dataclass(frozen=True)
class FilterLink:
    label: Text
    url: str
    is_current: bool
    unread: int


def filter_named(name: str) -> Filter:
    return next((one for one in FILTERS if one.name == name), EVERYTHING)


def page_url(chosen: Filter) -> str:
    return reverse("notifications") + (f"?show={chosen.name}" if chosen.name else "")


def filter_links(chosen: Filter, rows: NotificationQuerySet, stories: int) -> list[FilterLink]:
    """rows: the unread ones that are shown. stories: those with new chapters. One query."""
    counts = dict(rows.order_by().values_list("kind").annotate(count=Count("pk")))
    counts[CHAPTER] = stories
    return [
        FilterLink(
            one.label,
            page_url(one),
            one == chosen,
            sum(counts.get(kind, 0) for kind in one.kinds),
        )
        for one in FILTERS
    ]
