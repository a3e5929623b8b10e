"""The totals of a story that lists show: words, chapters, last and next release.

No job runs at a release, so totals, and the numbers of the chapters after one that came out, can
become outdated without a save. The story's `next_release_at` says when. Views that list stories
call `refresh_due_totals()` first: one indexed query, which rarely returns a row. Views of one story
call `refresh_if_due()`.
"""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Max, Min, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.module_loading import import_string

from serial.chapters.models import Chapter
from serial.chapters.ordering import renumber_if_needed
from serial.compiled_queries import CompiledTuples, CompiledUpdate, Placeholder
from serial.stories.models import Story
from serial.stories.models.story import TOTAL_FIELDS


def update_totals(story_pk: int) -> None:
    """Counts the totals of one story in one statement, and calls TOTALS_HANDLERS."""
    TOTALS_OF_STORY.run(story_pk, timezone.now())
    for path in settings.TOTALS_HANDLERS:
        import_string(path)(story_pk)


def bulk_update_totals(stories: "QuerySet[Story]") -> int:
    """Counts the totals of all these stories in one statement; returns the number of stories."""
    return stories.update(**_counted_totals(timezone.now()))


# The value of one of the TOTAL_FIELDS.
Total = int | datetime | None


def refresh_due_totals() -> None:
    story_ids = [pk for (pk,) in DUE_STORIES.rows(timezone.now())]
    for story_id in story_ids:
        renumber_if_needed(story_id)
    if story_ids:
        bulk_update_totals(Story.objects.filter(pk__in=story_ids))


DUE_STORIES = CompiledTuples(
    lambda at: Story.objects.filter(next_release_at__lte=at).order_by().values_list("pk"),
    Placeholder("at"),
)


def refresh_if_due(next_release_at: datetime | None) -> bool:
    """Does `refresh_due_totals` if a story with this next release is due; returns whether it is."""
    is_due = next_release_at is not None and next_release_at <= timezone.now()
    if is_due:
        refresh_due_totals()
    return is_due


def find_wrong_totals() -> Iterable[tuple[Story, str, Total, Total]]:
    """Yields (story, field name, stored, counted) for each stored total that is wrong."""
    refresh_due_totals()
    counts = {f"counted_{name}": value for name, value in _counted_totals(timezone.now()).items()}
    for story in Story.objects.annotate(**counts).order_by("pk").iterator():
        for name in TOTAL_FIELDS:
            stored: Total = getattr(story, name)
            counted: Total = getattr(story, f"counted_{name}")
            if stored != counted:
                yield story, name, stored, counted


def _counted_totals(now: datetime | Placeholder) -> dict[str, Coalesce | Subquery]:
    chapters = Chapter.objects.filter(story=OuterRef("pk"), deleted_at=None).order_by()
    released = chapters.filter(release_at__lte=now).values("story")
    scheduled = chapters.filter(release_at__gt=now).values("story")
    return {
        "words": Coalesce(Subquery(released.annotate(n=Sum("words")).values("n")), Value(0)),
        "chapter_count": Coalesce(Subquery(released.annotate(n=Count("pk")).values("n")), Value(0)),
        "last_release_at": Subquery(released.annotate(t=Max("release_at")).values("t")),
        "next_release_at": Subquery(scheduled.annotate(t=Min("release_at")).values("t")),
    }


# Every save and release of a chapter runs it; the ORM takes 2 ms to write its SQL.
TOTALS_OF_STORY = CompiledUpdate(
    lambda story_id, _at: Story.objects.filter(pk=story_id),
    lambda _story_id, at: _counted_totals(at),
    *(Placeholder("story_id"), Placeholder("at")),
)
