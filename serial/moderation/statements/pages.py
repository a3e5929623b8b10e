"""The decisions about a member, in their account."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import AuthenticatedRequest
from serial.moderation.causes import acts_about
from serial.moderation.models import Decision
from serial.moderation.statements.overruled import overruled_decisions
from serial.moderation.statements.showing import show_statement
from serial.moderation.statements.wording import title_of, title_of_act
from serial.params import get_page

DECISIONS_PER_PAGE = 20
# Newest first. What authors did longer ago stands at the comment.
MAX_ACTS = 20
RELATED = ("rule", "sanction", "undone_by", "appeal", "item__comment__chapter__story")


@require_safe
@login_required
def list_own_decisions(request: AuthenticatedRequest) -> HttpResponse:
    decisions = Decision.objects.told_to(request.user).once_in_a_wave()
    decisions = decisions.select_related("sanction", "undone_by", "appeal", "item__on_story")
    page = get_page(request, decisions, DECISIONS_PER_PAGE)
    acts = acts_about(request.user)
    context = {
        "page": page,
        "decisions": [(decision, title_of(decision)) for decision in page],
        "acts": [
            (act, title_of_act(act))
            for act in acts.select_related("story", "undone_by", "appeal")[:MAX_ACTS]
        ],
        "overruled": overruled_decisions(request.user),
    }
    return render(request, "moderation/statements/own_decisions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_decision(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    decisions = Decision.objects.told_to(request.user).select_related(*RELATED)
    decision = get_object_or_404(decisions, pk=pk)
    return show_statement(request, decision, back_url=reverse("own_decisions"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_act(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """What an author did to the member or their comment on a story."""
    acts = acts_about(request.user)
    acts = acts.select_related("story", "comment__chapter__story", "undone_by", "appeal")
    return show_statement(
        request, get_object_or_404(acts, pk=pk), back_url=reverse("own_decisions")
    )
