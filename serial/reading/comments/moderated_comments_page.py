"""Held comments on the stories that a member moderates for their authors."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.http import AuthenticatedRequest
from serial.comments.choices import State
from serial.comments.models import Comment, StoryModerator
from serial.comments.settings_changes import remove_moderator
from serial.params import get_page, parse_id
from serial.reading.comments.my_comments_page import LARGE_CHAPTER_COLUMNS
from serial.reading.comments.rows import THREADS_PER_PAGE


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_moderated_comments(request: AuthenticatedRequest) -> HttpResponse:
    """Each comment is decided on its own page. The POST field `leave` ends moderating a story."""
    own = StoryModerator.objects.of(request.user).select_related("story")
    if request.method == "POST":
        remove_moderator(
            get_object_or_404(own, pk=parse_id(request.POST.get("leave"))), request.user
        )
        messages.info(request, gettext("You no longer moderate this story’s comments."))
        return redirect("moderated_comments")
    held = Comment.objects.readable_by(request.user).filter(state=State.HELD)
    # An author decides on their own.
    held = held.exclude(user=request.user)
    comments = held.filter(story__in=own.stories()).with_names().select_related("chapter__story")
    comments = comments.prefetch_related("findings").defer(
        *(f"chapter__{name}" for name in LARGE_CHAPTER_COLUMNS)
    )
    context = {
        "page": get_page(request, comments.order_by("posted_at", "pk"), THREADS_PER_PAGE),
        "moderated": own,
    }
    return render(request, "reading/comments/moderated_comments.html", context)
