"""The page for members who want to become authors; WHO_MAY_WRITE decides what it offers."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.authorship import make_author, may_become_author
from accounts.forms import AuthorRequestForm
from accounts.http import AuthenticatedRequest
from accounts.models import AuthorRequest
from accounts.views.accept_invitation import lead_to_first_story


@login_required
def become_author(request: AuthenticatedRequest) -> HttpResponse:
    if request.user.is_author():
        return render(request, "accounts/already_author.html")
    if settings.WHO_MAY_WRITE == "member":
        return _become_author_as_member(request)
    if settings.WHO_MAY_WRITE == "request":
        return _request_authorship(request)
    if request.method == "POST":
        raise PermissionDenied
    return render(request, "accounts/become_author_by_invitation.html")


def _become_author_as_member(request: AuthenticatedRequest) -> HttpResponse:
    if request.method == "POST":
        if not may_become_author(request.user):
            raise PermissionDenied
        make_author(request.user)
        return lead_to_first_story(request)
    is_verified = EmailAddress.objects.filter(user=request.user, verified=True).exists()
    context = {"is_email_verified": is_verified}
    return render(request, "accounts/become_author_as_member.html", context)


def _request_authorship(request: AuthenticatedRequest) -> HttpResponse:
    pending = AuthorRequest.objects.pending().filter(user=request.user).first()
    if pending:
        context = {"author_request": pending}
        return render(request, "accounts/author_request_pending.html", context)

    form = AuthorRequestForm(request.POST or None, instance=AuthorRequest(user=request.user))
    if form.is_valid():
        # After a double click the database accepts one request; both responses show it.
        try:
            with transaction.atomic():
                form.save()
        except IntegrityError:
            pass
        return redirect("become_author")
    declined = AuthorRequest.objects.filter(user=request.user).declined().first()
    asked: dict[str, object] = {"form": form, "declined": declined}
    return render(request, "accounts/become_author_by_request.html", asked)
