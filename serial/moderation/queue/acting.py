"""The forms of the queue: deciding on an item, and undoing a decision."""

from http import HTTPStatus

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedRequest
from accounts.models import User
from serial.comments.changes.base import ActionRefused
from serial.moderation.access import moderator_required
from serial.moderation.deciding import Clash, decide, undo
from serial.moderation.models import Decision, ReviewItem
from serial.moderation.queue.clashes import clash_of
from serial.moderation.queue.outcome import Outcome, load_outcome
from serial.moderation.queue.query import QueueQuery
from serial.moderation.queue.rendering import Shown, is_fragment, render_queue
from serial.moderation.queue.ruling_form import TypedRuling
from serial.moderation.queue.tabs import WAITING_TABS
from serial.params import parse_id

# Sent by "Look again": shows the item as it is now, with what was typed.
LOOK_AGAIN = "look"


@require_POST
@moderator_required
def decide_item(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Decides on what the moderator saw, and shows the next item.

    If it changed since, nothing is saved (409). What was typed is kept in every case.
    """
    query = QueueQuery.parse(request.GET)
    typed = TypedRuling.parse(request.POST)
    if not ReviewItem.objects.filter(pk=pk).exists():
        raise Http404
    if request.POST.get("look"):
        return render_queue(request, query, pk, Shown(panel=typed.name, typed=typed))
    if problem := typed.problem():
        return render_queue(request, query, pk, _refused(typed, problem))
    try:
        decision = decide(pk, typed.ruling(), request.user, typed.seen())
    except Clash as clash:
        shown = Shown(clash=clash_of(clash.item, typed), status=HTTPStatus.CONFLICT)
        return render_queue(request, query, pk, shown)
    except ActionRefused as refused:
        return render_queue(request, query, pk, _refused(typed, str(refused)))
    if query.tab in WAITING_TABS:
        return _show_next(request, query, parse_id(request.POST.get("next")), decision)
    return _show(request, query, pk, decision)


@require_POST
@moderator_required
def undo_decision(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows the item again of which a decision is undone."""
    query = QueueQuery.parse(request.GET)
    item_pk = Decision.objects.filter(pk=pk).values_list("item", flat=True).first()
    if item_pk is None:
        raise Http404
    try:
        undoing = undo(pk, request.user)
    except ActionRefused as refused:
        shown = Shown(
            outcome=Outcome(str(refused), is_problem=True), status=HTTPStatus.UNPROCESSABLE_ENTITY
        )
        return render_queue(request, query, item_pk, shown)
    return _show(request, query, item_pk, undoing)


def _refused(typed: TypedRuling, problem: str) -> Shown:
    return Shown(
        panel=typed.name, typed=typed, problem=problem, status=HTTPStatus.UNPROCESSABLE_ENTITY
    )


def _show_next(
    request: AuthenticatedRequest, query: QueueQuery, next_pk: int | None, decision: Decision
) -> HttpResponse:
    is_free = next_pk is not None and _is_free(next_pk, request.user)
    return _show(request, query, next_pk if is_free else None, decision)


def _show(
    request: AuthenticatedRequest, query: QueueQuery, pk: int | None, decision: Decision
) -> HttpResponse:
    if is_fragment(request):
        outcome = load_outcome(decision.pk, request.user)
        return render_queue(request, query, pk, Shown(outcome=outcome))
    page = reverse("moderation_item", args=[pk]) if pk else reverse("moderation_queue")
    return redirect(page + query.encode(done=decision.pk))


def _is_free(pk: int, user: User) -> bool:
    """Whether an item still waits and no colleague has it open."""
    now = timezone.now()
    is_unclaimed = Q(claimed_until=None) | Q(claimed_until__lte=now) | Q(claimed_by=user)
    return ReviewItem.objects.waiting().filter(is_unclaimed, pk=pk).exists()
