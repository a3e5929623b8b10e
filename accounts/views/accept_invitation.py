from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts import authorship
from accounts.models import Invitation, User


@never_cache
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    user = request.user if isinstance(request.user, User) else None
    if user and user.is_author():
        return render(request, "accounts/writes_already.html", {"was_invited": True})

    invitation = Invitation.objects.with_token(token).first()
    if invitation is None:
        return render(request, "accounts/invitation_gone.html", status=410)
    if user is None or request.method != "POST":
        return render(request, "accounts/invitation.html")

    if not authorship.accept_invitation(invitation, user):
        return render(request, "accounts/invitation_gone.html", status=410)
    messages.success(request, _("Welcome. You can write here now."))
    return redirect("desk:index")
