"""The queue and its items."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.http import AuthenticatedRequest
from serial.moderation.access import moderator_required
from serial.moderation.queue.outcome import load_outcome
from serial.moderation.queue.query import QueueQuery
from serial.moderation.queue.rendering import (
    Shown,
    is_rows_fragment,
    render_queue,
    render_rows,
)
from serial.params import parse_id


@require_safe
@moderator_required
def show_queue(request: AuthenticatedRequest) -> HttpResponse:
    if is_rows_fragment(request):
        return render_rows(request, QueueQuery.parse(request.GET))
    return _show(request, None)


@require_safe
@moderator_required
def show_item(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The queue with this item in focus, which the moderator claims."""
    return _show(request, pk)


def _show(request: AuthenticatedRequest, pk: int | None) -> HttpResponse:
    """?do= opens the form of an action, ?done= names the decision that was just made."""
    done = parse_id(request.GET.get("done"))
    outcome = load_outcome(done, request.user) if done else None
    shown = Shown(outcome=outcome, panel=request.GET.get("do", ""))
    return render_queue(request, QueueQuery.parse(request.GET), pk, shown)
