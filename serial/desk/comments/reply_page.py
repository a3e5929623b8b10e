"""Replying to a comment at the desk: from the inbox, or on a page of its own.

The page has a text with an error, and the author's saved replies.
"""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext

from accounts.http import AuthenticatedRequest
from serial.comments.actions import ACTIONS
from serial.comments.changes.base import ActionRefused
from serial.comments.choices import State
from serial.comments.models import Comment
from serial.desk.comments.comment_filters import CommentListQuery
from serial.desk.comments.reply_form import ReplyForm
from serial.desk.comments.saved_replies import SavedReplyForm, with_saved_reply
from serial.desk.models import SavedReply
from serial.moderation.acting import apply_action
from serial.params import parse_id

# The buttons of the form that do not post the reply.
SHOW_SAVED, SAVE_TEXT, INSERT_SAVED = "show_saved", "save_text", "insert"


def reply_to_comment(request: AuthenticatedRequest, site: AdminSite, pk: int) -> HttpResponse:
    """Posts the reply and returns to the inbox. A page with the form keeps a text with an error."""
    # Also deleted ones: somebody may delete a comment while the author writes a reply.
    comments = Comment.objects.on_stories_of(request.user).with_names()
    comment = get_object_or_404(comments.select_related("chapter__story"), pk=pk)
    query = CommentListQuery.from_request(request)
    if {SHOW_SAVED, SAVE_TEXT, INSERT_SAVED} & request.POST.keys():
        form = _form_with_saved_reply(request, comment)
    else:
        form = ReplyForm(comment, request.POST if request.method == "POST" else None)
        if form.is_valid() and (reply := _post_reply(request, form, comment)):
            return redirect(query.url(replied=reply.pk))
    context = site.each_context(request) | {
        "title": gettext("Reply"),
        "comment": comment,
        "form": form,
        "query": query,
        "saved_replies": SavedReply.objects.by(request.user),
    }
    response = render(request, "desk/reply.html", context, status=form.status)
    if form.retry_after is not None:
        response.headers["Retry-After"] = str(form.retry_after)
    return response


def _post_reply(request: AuthenticatedRequest, form: ReplyForm, comment: Comment) -> Comment | None:
    """Approves a held comment first. If either is refused, neither is done: the form says why."""
    with transaction.atomic():
        try:
            is_approved = _approve_held(request, comment)
        except (ActionRefused, PermissionDenied) as error:
            form.refuse(HTTPStatus.CONFLICT, str(error))
            return None
        reply = form.save(request.user)
        if reply is None:
            transaction.set_rollback(True)
    if reply and is_approved:
        messages.success(request, gettext("The comment is approved."))
    return reply


def _approve_held(request: AuthenticatedRequest, comment: Comment) -> bool:
    """Only if the form was that of a held comment, whose button says so."""
    seen = parse_id(request.POST.get("revision"))
    if seen is None or comment.state != State.HELD:
        return False
    return apply_action(ACTIONS["approve"], comment, request.user, seen=seen) is not None


def _form_with_saved_reply(request: AuthenticatedRequest, comment: Comment) -> ReplyForm:
    """Returns the form as it was, with the text that one of these buttons makes of it."""
    text = request.POST.get("text", "")
    if SAVE_TEXT in request.POST:
        _save_text(request)
    elif chosen := parse_id(request.POST.get(INSERT_SAVED)):
        saved = SavedReply.objects.by(request.user).filter(pk=chosen).first()
        if saved is None:
            messages.error(request, gettext("This saved reply was deleted."))
        else:
            text = with_saved_reply(text, saved.text)
    return ReplyForm(comment, text=text, form_key=request.POST.get("form_key", ""))


def _save_text(request: AuthenticatedRequest) -> None:
    form = SavedReplyForm(request.user, {"text": request.POST.get("text", "")})
    if form.is_valid() and form.save():
        messages.success(request, gettext("The text is saved as a reply. It is not posted yet."))
    for error in form.errors.get("text", []):
        messages.error(request, str(error))
