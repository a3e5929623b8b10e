"""All that a member wrote, whatever became of it; and whom they keep away from."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedRequest
from serial.comments.models import Comment, MemberBlock
from serial.comments.muting import unblock, unmute
from serial.reading.comments.rows import PER_PAGE


@login_required
def show_my_comments(request: AuthenticatedRequest) -> HttpResponse:
    mine = Comment.objects.by(request.user).select_related("chapter__story")
    mine = mine.prefetch_related("findings").defer(
        *(f"chapter__{name}" for name in ("body", "body_html", "body_text", "paragraph_history"))
    )
    page = Paginator(mine.order_by("-posted_at", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    distances = MemberBlock.objects.filter(owner=request.user)
    context = {"page": page, "member_blocks": distances}
    return render(request, "reading/comments/my_comments.html", context)


@login_required
@require_POST
def remove_member_block(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    distance = get_object_or_404(MemberBlock, pk=pk, owner=request.user)
    remove = unmute if distance.kind == MemberBlock.Kind.MUTE else unblock
    remove(request.user, distance.target)
    return redirect("my_comments")
