"""The log of decisions at /moderation/log/, and undoing from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from accounts.http import AuthenticatedRequest
from serial.comments.changes.base import ActionRefused
from serial.comments.models import CommentAction
from serial.moderation.access import moderator_required
from serial.moderation.acting import undo_logged
from serial.moderation.choices import DecisionKind
from serial.moderation.deciding import undo
from serial.moderation.log import searching
from serial.moderation.log.entries import log_entries, positions
from serial.moderation.log.loading import load_entries
from serial.moderation.log.query import DecidedBy, LogQuery
from serial.moderation.log.rows import LogRow, log_rows
from serial.moderation.log.searching import end_of_search
from serial.moderation.models import Decision, Rule, Wave
from serial.moderation.waves.progress import progress_of
from serial.moderation.waves.starting import undo_wave
from serial.moderation.waves.wording import Names, describe, summary
from serial.params import parse_id

ENTRIES_PER_PAGE = 50


@dataclass(frozen=True)
class Day:
    day: date
    rows: list[LogRow]


@require_safe
@moderator_required
def show_log(request: AuthenticatedRequest) -> HttpResponse:
    query = LogQuery.parse(request.GET, request.user.pk)
    # One more, to know whether there is another page.
    end = end_of_search(query)
    found = positions(log_entries(query, ENTRIES_PER_PAGE + 1, end=end))
    shown = found[:ENTRIES_PER_PAGE]
    context = {
        "section": "log",
        "query": query,
        "days": _by_day(log_rows(load_entries(shown))),
        "older": query.encode(shown[-1]) if len(found) > len(shown) else "",
        # A search for words that went as far back as a page does, and found no whole page.
        "end": end if len(found) == len(shown) else None,
        "further": query.encode(end),
        "max_searched": searching.MAX_SEARCHED,
        "wave": _wave(query.wave) if query.wave else None,
        "kinds": DecisionKind.choices,
        "deciders": DecidedBy.choices,
        "rules": Rule.objects.order_by("-is_in_force", "number", "-pk"),
    }
    return render(request, "moderation/log/log.html", context)


@require_POST
@moderator_required
def undo_in_log(request: AuthenticatedRequest) -> HttpResponse:
    """Undoes what the pressed button names: a decision, an author's action, or a wave."""
    try:
        messages.success(request, _undo(request))
    except ActionRefused as refused:
        messages.error(request, str(refused))
    return redirect(reverse("moderation_log") + str(LogQuery.parse(request.GET, request.user.pk)))


def _undo(request: AuthenticatedRequest) -> str:
    """Returns what to tell the moderator."""
    for name, model in (("decision", Decision), ("action", CommentAction), ("wave", Wave)):
        pk = parse_id(request.POST.get(name))
        if pk is None:
            continue
        row = get_object_or_404(model, pk=pk)
        if isinstance(row, Wave):
            undo_wave(row.pk, request.user)
            return gettext("All of it is being undone, in the background.")
        if isinstance(row, Decision):
            undo(row.pk, request.user)
        elif isinstance(row, CommentAction):
            undo_logged(row, request.user)
        return gettext("Undone.")
    raise Http404


def _by_day(rows: Sequence[LogRow]) -> list[Day]:
    return [Day(day, list(found)) for day, found in groupby(rows, lambda row: localdate(row.at))]


def _wave(pk: int) -> dict[str, object]:
    wave = get_object_or_404(Wave, pk=pk)
    heading = summary(progress_of([wave])[wave.pk])
    return {"pk": pk, "summary": heading, "description": describe(wave, Names.load([wave]))}
