"""How far a replacement is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Sum

from serial.chapters.models import Replacement, ReplacementChapter
from serial.jobs.bulk_progress import BulkProgress


@dataclass(frozen=True)
class ReplacementProgress(BulkProgress[Replacement]):
    """Numbers of chapters by their state, and of places that were replaced."""

    places: int


def progress_of(replacements: Sequence[Replacement]) -> dict[int, ReplacementProgress]:
    """In one query for all of them."""
    counts: dict[int, dict[str, int]] = {each.pk: {} for each in replacements}
    places = dict.fromkeys(counts, 0)
    rows = ReplacementChapter.objects.filter(replacement__in=list(counts)).order_by()
    by_state = rows.values_list("replacement", "progress").annotate(Count("pk"), Sum("places"))
    for pk, state, count, replaced in by_state:
        counts[pk][state] = count
        places[pk] += replaced
    return {
        each.pk: ReplacementProgress(each, counts[each.pk], places[each.pk])
        for each in replacements
    }
