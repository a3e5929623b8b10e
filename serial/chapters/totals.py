"""The facts that lists show of a story: words, chapters, last and next release.

A chapter comes out without anything having to run, so a fact may fall due while nobody saves.
Each story knows when: `next_release_at`. Whoever lists stories calls `settle_due_facts()` first,
one indexed query that finds nothing but in the minute of a release.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.stories.models import Story
from serial.stories.models.story import TOTAL_FIELDS


def update_totals(story_pk: int) -> None:
    bulk_update_totals(Story.objects.filter(pk=story_pk))


def bulk_update_totals(stories: "QuerySet[Story]") -> int:
    """Counts anew in one statement; returns how many stories it went over."""
    return stories.update(**_counted_totals(timezone.now()))


def refresh_due_totals() -> None:
    due = list(
        Story.objects.filter(next_release_at__lte=timezone.now()).values_list("pk", flat=True)
    )
    if due:
        bulk_update_totals(Story.objects.filter(pk__in=due))


def find_wrong_totals() -> Iterable[tuple[Story, str, Any, Any]]:
    """Each stored fact that differs from a count: the story, the fact, stored, counted."""
    refresh_due_totals()
    counted = {f"counted_{name}": value for name, value in _counted_totals(timezone.now()).items()}
    for story in Story.objects.annotate(**counted).order_by("pk").iterator():
        for name in TOTAL_FIELDS:
            stored, right = getattr(story, name), getattr(story, f"counted_{name}")
            if stored != right:
                yield story, name, stored, right


def _counted_totals(now: datetime) -> dict[str, Any]:
    chapters = Chapter.objects.filter(story=OuterRef("pk"), deleted_at=None).order_by()
    released = chapters.filter(release_at__lte=now).values("story")
    scheduled = chapters.filter(release_at__gt=now).values("story")
    return {
        "words": Coalesce(Subquery(released.annotate(n=Sum("words")).values("n")), Value(0)),
        "chapter_count": Coalesce(Subquery(released.annotate(n=Count("pk")).values("n")), Value(0)),
        "last_release_at": Subquery(released.annotate(t=Max("release_at")).values("t")),
        "next_release_at": Subquery(scheduled.annotate(t=Min("release_at")).values("t")),
    }
