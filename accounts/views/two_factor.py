"""allauth's views of two-factor sign-in, without inline scripts and data: URLs."""

import json
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as base
from allauth.mfa.totp import views as totp
from allauth.mfa.totp.internal.auth import get_totp_secret
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from accounts.http import AuthenticatedRequest
from accounts.next_page import with_next


def _with_passkey_options(context: dict[str, Any]) -> dict[str, Any]:  # allauth has no types.
    """Adds what the browser needs to create or use a passkey, as JSON for a data attribute."""
    options = context.get("js_data", {}).values()
    return context | {"passkey_options": json.dumps(*options) if options else ""}


class Authenticate(base.AuthenticateView):  # type: ignore[misc]
    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        if response.headers.get("Location") == reverse("account_login"):
            # The password was entered too long ago.
            return redirect(with_next(request, f"{reverse('account_login')}?code=late"))
        return response

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        context = _with_passkey_options(super().get_context_data(**kwargs))
        next_url = self.stage.login.redirect_url
        query = f"?{urlencode({'next': next_url})}" if next_url else ""
        return context | {"sign_in_url": reverse("account_login") + query}


class ReauthenticateByPasskey(webauthn.ReauthenticateWebAuthnView):  # type: ignore[misc]
    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        return _with_passkey_options(super().get_context_data(**kwargs))

    def form_invalid(self, form: object) -> HttpResponse:
        super().form_invalid(form)
        return redirect(self.passthrough_next_url(self.request.path))


class SetUpApp(totp.ActivateTOTPView):  # type: ignore[misc]
    def form_valid(self, form: object) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        # They were started without the second factor.
        end_other_sessions(self.request, self.request.user)
        return response


class AddPasskey(webauthn.AddWebAuthnView):  # type: ignore[misc]
    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        context = super().get_context_data() | kwargs
        return _with_passkey_options({"form": self.get_form(), **context})

    def form_valid(self, form: object) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        end_other_sessions(self.request, self.request.user)
        return response


class SignInByPasskey(webauthn.LoginWebAuthnView):  # type: ignore[misc]
    def form_invalid(self, form: object) -> HttpResponse:
        return redirect(with_next(self.request, f"{reverse('account_login')}?passkey=refused"))


@never_cache
@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]
def show_qr_code(request: AuthenticatedRequest) -> HttpResponse:
    """The QR code of the secret that the page for setting up an app shows."""
    adapter = get_adapter()
    url = adapter.build_totp_url(request.user, get_totp_secret(regenerate=False))
    return HttpResponse(adapter.build_totp_svg(url), content_type="image/svg+xml")


authenticate = Authenticate.as_view()
reauthenticate_by_passkey = ReauthenticateByPasskey.as_view()
set_up_app = SetUpApp.as_view()
add_passkey = AddPasskey.as_view()
sign_in_by_passkey = SignInByPasskey.as_view()
