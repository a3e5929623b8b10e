"""The pages on which a member deletes their account: choose, confirm, and what happens next."""

from typing import cast

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from accounts.anonymous import anonymous_name
from accounts.http import AuthenticatedRequest
from serial.archive.leaving.account_deletions import (
    DeletionRefused,
    check_may_leave,
    start_deletion,
)
from serial.archive.leaving.choices_form import LeavingForm
from serial.archive.leaving.emails import announce
from serial.archive.leaving.summary import summarize
from serial.archive.models import AccountDeletion
from serial.archive.time_limits import CANCEL_PERIOD
from serial.comments.models import Comment

# The choices wait in the session while the member confirms their password.
SESSION_KEY = "leaving"
ACCOUNT_SALT = "archive.leaving.account"


@login_required
def leave(request: AuthenticatedRequest) -> HttpResponse:
    try:
        check_may_leave(request.user)
    except DeletionRefused as error:
        return render(request, "archive/refused.html", {"message": str(error)}, status=403)
    is_sent = request.method == "POST"
    form = LeavingForm(request.user, request.POST if is_sent else request.session.get(SESSION_KEY))
    if is_sent and form.is_valid():
        request.session[SESSION_KEY] = form.chosen()
        return redirect("confirm_leaving")
    context = {
        "form": form,
        "days": CANCEL_PERIOD.days,
        "anonymous": anonymous_name(),
        "comment_count": Comment.objects.by(request.user).count(),
    }
    return render(request, "archive/leave.html", context)


def confirm_leaving(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and not request.user.is_authenticated:
        deletion = _just_started(request.POST.get("account", ""))
        if deletion:
            # A second click. Signing in, for which others are asked, would keep the account.
            return _show_date(request, deletion)
    response: HttpResponse = _confirm_leaving(cast(AuthenticatedRequest, request))
    return response


def _just_started(signed_pk: str) -> AccountDeletion | None:
    """Returns the deletion of the account whose page of confirmation was sent."""
    try:
        pk = signing.loads(signed_pk, salt=ACCOUNT_SALT)
    except signing.BadSignature:
        return None
    return AccountDeletion.objects.filter(user=pk, by_member=True).first()


@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
def _confirm_leaving(request: AuthenticatedRequest) -> HttpResponse:
    form = LeavingForm(request.user, request.session.get(SESSION_KEY) or {})
    # Also if a co-author has left the story meanwhile.
    if not form.is_valid():
        return redirect("leave")
    if request.method == "POST":
        if request.POST.get("choices") == form.chosen_hash():
            return _start(request, form)
        text = gettext("Your choices have changed since you opened this page. Check them again.")
        messages.warning(request, text)
    context = {
        "choices": form.chosen_hash(),
        "account": signing.dumps(request.user.pk, salt=ACCOUNT_SALT),
        "summary": summarize(request.user, form),
        "days": CANCEL_PERIOD.days,
        "anonymous": anonymous_name(),
        "due": timezone.now() + CANCEL_PERIOD,
    }
    return render(request, "archive/confirm_leaving.html", context)


def _start(request: AuthenticatedRequest, form: LeavingForm) -> HttpResponse:
    try:
        deletion = start_deletion(request.user, form.comments_choice(), form.decisions())
    except DeletionRefused as error:
        return render(request, "archive/refused.html", {"message": str(error)}, status=403)
    announce(request, deletion)
    logout(request)
    return _show_date(request, deletion)


def _show_date(request: HttpRequest, deletion: AccountDeletion) -> HttpResponse:
    text = gettext("Your account will be deleted on %(date)s. You are signed out.")
    messages.success(request, text % {"date": date_format(timezone.localtime(deletion.due_at))})
    return redirect("left")


def show_left(request: HttpRequest) -> HttpResponse:
    """Its reader is signed out. Only the message says that somebody has just left."""
    if not len(messages.get_messages(request)):
        return redirect("home")
    return render(request, "archive/left.html", {"days": CANCEL_PERIOD.days})
