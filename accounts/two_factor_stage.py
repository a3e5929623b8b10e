from allauth.mfa.stages import AuthenticateStage
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode


class TwoFactorStage(AuthenticateStage):  # type: ignore[misc]
    """allauth's step between the password and the code, with `next` in the URL of its page.

    Otherwise a sign-in that was left for longer than ACCOUNT_LOGIN_TIMEOUT would forget it.
    """

    def handle(self) -> tuple[HttpResponse | None, bool]:
        response, goes_on = super().handle()
        if response is not None and self.login.redirect_url:
            query = urlencode({"next": self.login.redirect_url})
            response = redirect(f"{reverse('mfa_authenticate')}?{query}")
        return response, goes_on
