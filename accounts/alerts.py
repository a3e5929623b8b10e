"""Emails that tell members about their account's safety, sent after the response."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.core import context
from django.core.cache import cache
from django.db.models import Q
from django.http import HttpRequest

from accounts.models import User
from serial.after_response import run_after_response

# Enough to be told of an attack, too few to fill a mailbox.
FAILED_LOGINS_EMAIL_EVERY = timedelta(days=1)


def alert_user(request: HttpRequest, user: User, template: str, **values: str) -> None:
    """Sends the email `account/email/<template>` to the user's primary address.

    values: what the template shows besides the time and the IP address.
    """
    run_after_response(request, lambda: _send(request, user, template, **values))


def alert_owner_of(request: HttpRequest, login: str) -> None:
    """Tells the owner of the username or email address, if there is one, of wrong passwords."""
    run_after_response(request, lambda: _send_failed_logins(request, login))


def _send_failed_logins(request: HttpRequest, login: str) -> None:
    has_login = Q(username__iexact=login) | Q(
        emailaddress__email__iexact=login, emailaddress__verified=True
    )
    for user in User.objects.filter(has_login, is_active=True).distinct():
        seconds = int(FAILED_LOGINS_EMAIL_EVERY.total_seconds())
        if cache.add(f"failed-logins-email:{user.pk}", True, seconds):
            _send(request, user, "failed_logins")


def _send(request: HttpRequest, user: User, template: str, **values: str) -> None:
    with context.request_context(request):
        get_adapter(request).send_notification_mail(f"account/email/{template}", user, values)
