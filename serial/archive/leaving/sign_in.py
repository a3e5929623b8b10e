"""Signing in cancels the deletion of one's account (the setting SIGN_IN_HANDLERS)."""

from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext

from accounts.models import User
from serial.archive.leaving.account_deletions import DeletionRefused, cancel_deletion


def keep_account(request: HttpRequest, user: User) -> None:
    """Raises ImmediateHttpResponse with a page that says why, if the account cannot be kept."""
    try:
        is_cancelled = cancel_deletion(user)
    except DeletionRefused as error:
        page = render(request, "archive/refused.html", {"message": str(error)}, status=403)
        raise ImmediateHttpResponse(page) from error
    if is_cancelled:
        message = gettext("Welcome back. Your account will not be deleted: you signed in again.")
        messages.success(request, message)
