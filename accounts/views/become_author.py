"""Where somebody stands who would like to write here."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.authorship import make_author, may_become_author
from accounts.forms import AuthorRequestForm
from accounts.http import AuthenticatedRequest
from accounts.models import AuthorRequest


@login_required
def become_author(request: AuthenticatedRequest) -> HttpResponse:
    if request.user.is_author():
        return render(request, "accounts/writes_already.html")
    if settings.WHO_MAY_WRITE == "member":
        return _become_author_as_member(request)
    if settings.WHO_MAY_WRITE == "request":
        return _request_to_write(request)
    if request.method == "POST":
        raise PermissionDenied
    return render(request, "accounts/write_by_invitation.html")


def _become_author_as_member(request: AuthenticatedRequest) -> HttpResponse:
    if request.method == "POST":
        if not may_become_author(request.user):
            raise PermissionDenied
        make_author(request.user)
        messages.success(request, _("You can write here now."))
        return redirect("desk:index")
    verified = EmailAddress.objects.filter(user=request.user, verified=True).exists()
    return render(request, "accounts/write_as_member.html", {"email_is_verified": verified})


def _request_to_write(request: AuthenticatedRequest) -> HttpResponse:
    waiting = AuthorRequest.objects.pending().filter(user=request.user).first()
    if waiting:
        return render(request, "accounts/request_waiting.html", {"waiting": waiting})

    form = AuthorRequestForm(request.POST or None, instance=AuthorRequest(user=request.user))
    if form.is_valid():
        # Of two clicks at once the database keeps one; both see it waiting.
        try:
            with transaction.atomic():
                form.save()
        except IntegrityError:
            pass
        return redirect("become_author")
    return render(request, "accounts/write_by_request.html", {"form": form})
