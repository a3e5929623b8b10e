"""The page of a member's own comments in every state, and of the people they muted or blocked."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.decorators import sign_in_for
from accounts.http import AuthenticatedRequest
from serial.comments.models import Comment, MemberBlock
from serial.comments.muting import unblock, unmute
from serial.params import get_page
from serial.reading.comments.rows import THREADS_PER_PAGE

LARGE_CHAPTER_COLUMNS = ("body", "body_html", "body_text", "paragraph_history")


@login_required
def show_my_comments(request: AuthenticatedRequest) -> HttpResponse:
    comments = Comment.objects.by(request.user).select_related("chapter__story")
    comments = comments.prefetch_related("findings").defer(
        *(f"chapter__{name}" for name in LARGE_CHAPTER_COLUMNS)
    )
    context = {
        "page": get_page(request, comments.order_by("-posted_at", "-pk"), THREADS_PER_PAGE),
        "member_blocks": MemberBlock.objects.filter(owner=request.user),
    }
    return render(request, "reading/comments/my_comments.html", context)


@require_POST
@sign_in_for("my_comments")
def remove_member_block(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    member_block = get_object_or_404(MemberBlock, pk=pk, owner=request.user)
    remove = unmute if member_block.kind == MemberBlock.Kind.MUTE else unblock
    remove(request.user, member_block.target)
    return redirect("my_comments")
