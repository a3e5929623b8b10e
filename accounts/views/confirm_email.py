"""allauth's view of the link in a confirmation email, which people open more than once."""

from allauth.account import app_settings
from allauth.account import views as allauth
from allauth.account.models import EmailAddress
from allauth.account.utils import get_next_redirect_url
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse


class ConfirmEmail(allauth.ConfirmEmailView):  # type: ignore[misc]
    def dispatch(self, request: HttpRequest, *args: object, key: str) -> HttpResponse:
        address = _confirmed_address(key)
        if address is not None:
            # A double click, or the same email on a second device.
            context = {"email": address.email, "next_url": get_next_redirect_url(request)}
            return render(request, "account/email_confirmed.html", context)
        response: HttpResponse = super().dispatch(request, *args, key=key)
        return response

    def get_redirect_url(self) -> str:
        next_url = self.get_next_url()
        if next_url and not self.request.user.is_authenticated:
            return str(self.passthrough_next_url(reverse("account_login")))
        return str(super().get_redirect_url())


def _confirmed_address(key: str) -> EmailAddress | None:
    """Returns the address for which this site signed the key, if it is confirmed already.

    A used link does not expire: what it asked for has happened.
    """
    try:
        pk = signing.loads(key, salt=app_settings.SALT)
    except signing.BadSignature:
        return None
    return EmailAddress.objects.filter(pk=pk, verified=True).first()


confirm_email = ConfirmEmail.as_view()
