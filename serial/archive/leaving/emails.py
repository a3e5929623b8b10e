"""Emails about the deletion of an account. A command sends some of them, without a request."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation

from accounts.models import User
from accounts.models.preferences import preferences_of
from serial.after_response import run_after_response
from serial.archive.models import AccountDeletion


def email_of(user: User) -> str:
    primary = EmailAddress.objects.get_primary(user)
    return primary.email if primary else user.email


def language_of(user: User) -> str:
    return preferences_of(user).language


def send_email(template: str, to: str, language: str, **values: object) -> None:
    """`template`: the beginning of the names of two files in templates/archive/email/."""
    context = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL, **values}
    with translation.override(language):
        subject = render_to_string(f"archive/email/{template}_subject.txt", context)
        body = render_to_string(f"archive/email/{template}_message.txt", context)
    prefixed = settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + " ".join(subject.split())
    EmailMessage(prefixed, body, to=[to]).send()


def announce(request: HttpRequest, deletion: AccountDeletion) -> None:
    """Sends the member an email with the date, after the response."""
    user = deletion.user
    to, language = email_of(user), language_of(user)
    values = {
        "username": user.username,
        "due": deletion.due_at,
        "is_by_member": deletion.by_member,
        "is_cancellable": deletion.is_cancellable,
    }
    run_after_response(request, lambda: send_email("will_be_deleted", to, language, **values))


def announce_cancelled(request: HttpRequest, user: User) -> None:
    """Tells the member that an administrator cancelled it, after the response."""
    to, language, username = email_of(user), language_of(user), user.username
    run_after_response(request, lambda: send_email("will_be_kept", to, language, username=username))
