"""allauth's views for a forgotten password, which leave no one locked out and reveal no account."""

from typing import Any

from allauth.account import views as allauth
from allauth.account.utils import get_next_redirect_url
from django.http import HttpResponse

from accounts.known_devices import remember_device
from accounts.login_forms import RequestResetForm
from accounts.next_page import with_next


class RequestReset(allauth.PasswordResetView):  # type: ignore[misc]
    form_class = RequestResetForm

    def get_success_url(self) -> str:
        return with_next(self.request, str(self.success_url))


class ResetSent(allauth.PasswordResetDoneView):  # type: ignore[misc]
    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"next_url": get_next_redirect_url(self.request)}


class ResetPassword(allauth.PasswordResetFromKeyView):  # type: ignore[misc]
    def get_success_url(self) -> str:
        # They sign in first.
        return with_next(self.request, str(self.success_url))

    def form_valid(self, form: object) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        # They can sign in at once, however many wrong passwords their network has sent.
        remember_device(self.request, response, self.reset_user)
        return response


request_reset = RequestReset.as_view()
reset_sent = ResetSent.as_view()
reset_password = ResetPassword.as_view()
