"""All that a member wrote, whatever became of it; and whom they keep away from."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.requests import AuthenticatedRequest
from serial.comments.keeping_away import let_near
from serial.comments.models import Comment, Distance
from serial.reading.talk.rows import PER_PAGE


@login_required
def show_my_comments(request: AuthenticatedRequest) -> HttpResponse:
    mine = Comment.objects.by(request.user).select_related("chapter__story")
    mine = mine.prefetch_related("reasons").defer(
        *(f"chapter__{name}" for name in ("body", "body_html", "body_text", "block_history"))
    )
    page = Paginator(mine.order_by("-posted_at", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    distances = Distance.objects.filter(owner=request.user)
    context = {"page": page, "distances": distances}
    return render(request, "reading/talk/my_comments.html", context)


@login_required
@require_POST
def let_person_near(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    distance = get_object_or_404(Distance, pk=pk, owner=request.user)
    let_near(request.user, distance.person, Distance.Kind(distance.kind))
    return redirect("my_comments")
