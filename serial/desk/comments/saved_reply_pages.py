"""The page of an author's saved replies, and the pages that change or delete one."""

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import AuthenticatedRequest
from serial.desk.comments.saved_replies import SavedReplyForm
from serial.desk.models import SavedReply


def saved_reply_urls(site: AdminSite) -> list[URLPattern]:
    wrap, shows_form = site.admin_view, require_http_methods(["GET", "HEAD", "POST"])

    def show_list(request: AuthenticatedRequest) -> HttpResponse:
        return _list_page(request, site)

    def change(request: AuthenticatedRequest, pk: int) -> HttpResponse:
        return _change_page(request, site, pk)

    pages = "comments/saved-replies/"
    return [
        path(pages, wrap(shows_form(show_list)), name="saved_replies"),
        path(f"{pages}<int:pk>/", wrap(shows_form(change)), name="saved_reply"),
        path(f"{pages}<int:pk>/delete/", wrap(require_POST(_delete)), name="delete_saved_reply"),
    ]


def _list_page(request: AuthenticatedRequest, site: AdminSite) -> HttpResponse:
    form = SavedReplyForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid() and form.save():
        messages.success(request, gettext("Saved. You find it below the form of each reply."))
        return redirect("desk:saved_replies")
    return _form_page(request, site, "desk/saved_replies.html", form)


def _change_page(request: AuthenticatedRequest, site: AdminSite, pk: int) -> HttpResponse:
    reply = get_object_or_404(SavedReply.objects.by(request.user), pk=pk)
    form = SavedReplyForm(request.user, request.POST if request.method == "POST" else None, reply)
    if form.is_valid() and form.save():
        messages.success(request, gettext("Saved."))
        return redirect("desk:saved_replies")
    return _form_page(request, site, "desk/saved_reply.html", form)


def _form_page(
    request: AuthenticatedRequest, site: AdminSite, template: str, form: SavedReplyForm
) -> HttpResponse:
    is_list = form.reply is None
    context = site.each_context(request) | {
        "title": gettext("Saved replies") if is_list else gettext("Saved reply"),
        "form": form,
        "reply": form.reply,
        "replies": SavedReply.objects.by(request.user) if is_list else None,
    }
    return render(request, template, context, status=422 if form.errors else 200)


def _delete(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Deleting it twice changes nothing more."""
    if SavedReply.objects.by(request.user).filter(pk=pk).delete()[0]:
        messages.success(request, gettext("The saved reply was deleted."))
    return redirect("desk:saved_replies")
