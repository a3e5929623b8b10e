from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts import authorship
from accounts.models import Invitation, User
from accounts.models.invitation import INVITATION_LIFETIME


@never_cache
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    user = request.user if isinstance(request.user, User) else None
    if user and user.is_author():
        return render(request, "accounts/already_author.html", {"is_invited": True})

    invitation = Invitation.objects.with_token(token).first()
    if invitation is None:
        return _show_invalid_invitation(request)
    if user is None or request.method != "POST":
        return render(request, "accounts/invitation.html")

    if not authorship.accept_invitation(invitation, user):
        return _show_invalid_invitation(request)
    return lead_to_first_story(request)


def lead_to_first_story(request: HttpRequest) -> HttpResponse:
    """Says to a new author what happened and what comes next."""
    messages.success(request, _("You are an author now. Give your first story a title."))
    return redirect("desk:stories_story_add")


def _show_invalid_invitation(request: HttpRequest) -> HttpResponse:
    context = {"invitation_days": INVITATION_LIFETIME.days}
    return render(request, "accounts/invalid_invitation.html", context, status=410)
