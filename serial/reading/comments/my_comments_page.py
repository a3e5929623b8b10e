"""The page of a member's own comments in every state."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from accounts.http import AuthenticatedRequest
from serial.comments.models import Comment, StoryModerator
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
        "moderates": StoryModerator.objects.of(request.user).exists(),
        "page": get_page(request, comments.order_by("-posted_at", "-pk"), THREADS_PER_PAGE),
    }
    return render(request, "reading/comments/my_comments.html", context)
