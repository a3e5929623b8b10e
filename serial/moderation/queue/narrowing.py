"""The filters of the queue among very many items.

Few items are looked up by an index and sorted here; many are soon met in the order of the queue.
Databases do not know how many have a title, a name or a finding.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Lower
from django.db.models.lookups import Exact

from accounts.models import PenName, User
from serial.comments.models import CheckFinding, Comment
from serial.moderation.models.review_item import ReviewItem, ReviewItemQuerySet
from serial.stories.models import Story

# Rows that take some milliseconds.
FEW = 1_000


class ItemKey(NamedTuple):
    """What orders the queue."""

    is_urgent: bool
    score: float
    opened_at: datetime
    pk: int

    def rank(self) -> tuple[bool, float, datetime, int]:
        """As ReviewItemQuerySet.most_urgent_first."""
        return (not self.is_urgent, -self.score, self.opened_at, self.pk)


def few_items(parts: Sequence[ReviewItemQuerySet]) -> list[ItemKey] | None:
    """Returns the items of these querysets together; None if they are more than a few."""
    first, *others = (part.order_by().values_list(*ItemKey._fields) for part in parts)
    rows = (first.union(*others, all=True) if others else first)[: FEW + 1]
    found = {row[-1]: ItemKey(*row) for row in rows}
    return list(found.values()) if len(found) <= FEW else None


def on_story(title: str) -> Q:
    stories = Story.objects.filter(title__icontains=title)
    return Q(on_story__in=stories.values("pk"))


def has_finding(code: str) -> Q | Exists:
    found = CheckFinding.objects.filter(code=code).order_by()
    comments = list(found.values_list("comment", flat=True)[: FEW + 1])
    if len(comments) <= FEW:
        return Q(comment__in=comments)
    return Exists(found.filter(comment=OuterRef("comment")))


def of_commenter(items: ReviewItemQuerySet, name: str) -> list[ReviewItemQuerySet]:
    """Those of members, of guests and of authors, each found by an index."""
    lower = Lower(Value(name))
    members = User.objects.filter(Exact(Lower("username"), lower))
    by_guests = Comment.objects.filter(Exact(Lower("guest_name"), lower), user=None)
    pen_names = PenName.objects.filter(Exact(Lower("name"), lower))
    by_author = Q(member__in=pen_names.values("user"), comment__pen_name__in=pen_names.values("pk"))
    return [
        items.filter(member__in=members.values("pk")),
        items.filter(comment__in=by_guests.values("pk")),
        items.filter(by_author),
    ]


def any_of(parts: Sequence[ReviewItemQuerySet]) -> "QuerySet[ReviewItem, object]":
    """The primary keys of the items of these querysets."""
    first, *others = (part.order_by().values("pk") for part in parts)
    return first.union(*others, all=True)
