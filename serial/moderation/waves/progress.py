"""How far a wave is."""

from collections.abc import Sequence

from django.db.models import Count

from serial.jobs.bulk_progress import REFUSED, BulkProgress
from serial.moderation.models import Wave, WaveComment

# Listed with their reasons; more are counted.
MAX_LISTED = 50

WaveProgress = BulkProgress[Wave]


def progress_of(waves: Sequence[Wave]) -> dict[int, WaveProgress]:
    """In one query for all of them."""
    counts: dict[int, dict[str, int]] = {wave.pk: {} for wave in waves}
    rows = WaveComment.objects.filter(wave__in=waves).order_by().values_list("wave", "progress")
    for wave, state, count in rows.annotate(Count("pk")):
        counts[wave][state] = count
    return {wave.pk: WaveProgress(wave, counts[wave.pk]) for wave in waves}


def refused_comments(wave: Wave) -> list[WaveComment]:
    """The first of those that were not decided, or not undone, with what a list shows of them."""
    refused = wave.comments.filter(progress__in=REFUSED)
    rows = refused.select_related("comment__user", "comment__pen_name", "comment__chapter__story")
    return list(rows.order_by("pk")[:MAX_LISTED])
