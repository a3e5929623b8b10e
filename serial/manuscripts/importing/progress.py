"""How far an import is."""

from collections.abc import Sequence

from django.db.models import Count

from serial.jobs.bulk_progress import BulkProgress
from serial.manuscripts.models import ImportedChapter, ManuscriptImport


def progress_of(acts: Sequence[ManuscriptImport]) -> dict[int, BulkProgress[ManuscriptImport]]:
    """In one query for all of them."""
    counts: dict[int, dict[str, int]] = {act.pk: {} for act in acts}
    rows = ImportedChapter.objects.filter(act__in=list(counts)).order_by()
    for pk, state, count in rows.values_list("act", "progress").annotate(Count("pk")):
        counts[pk][state] = count
    return {act.pk: BulkProgress(act, counts[act.pk]) for act in acts}
