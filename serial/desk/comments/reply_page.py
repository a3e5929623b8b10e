"""Replying to a comment at the desk: from the inbox, or on a page of its own after an error."""

from django.contrib.admin import AdminSite
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext

from accounts.http import AuthenticatedRequest
from serial.comments.models import Comment
from serial.desk.comments.comment_filters import CommentListQuery
from serial.desk.comments.reply_form import ReplyForm


def reply_to_comment(request: AuthenticatedRequest, site: AdminSite, pk: int) -> HttpResponse:
    """Posts the reply and returns to the inbox. A page with the form keeps a text with an error."""
    # Also deleted ones: somebody may delete a comment while the author writes a reply.
    comments = Comment.objects.on_stories_of(request.user).with_names()
    comment = get_object_or_404(comments.select_related("chapter__story"), pk=pk)
    query = CommentListQuery.from_request(request)
    form = ReplyForm(comment, request.POST if request.method == "POST" else None)
    if form.is_valid() and (reply := form.save(request.user)):
        return redirect(query.url(replied=reply.pk))
    context = site.each_context(request) | {
        "title": gettext("Reply"),
        "comment": comment,
        "form": form,
        "query": query,
    }
    response = render(request, "desk/reply.html", context, status=form.status)
    if form.retry_after is not None:
        response.headers["Retry-After"] = str(form.retry_after)
    return response
