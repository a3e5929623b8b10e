"""The page that shows how an account is secured, with a link to the page of each part."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from accounts.http import AuthenticatedRequest
from accounts.models import User
from accounts.sessions import live_sessions


@login_required
def show_security(request: AuthenticatedRequest) -> HttpResponse:
    emails = EmailAddress.objects.filter(user=request.user).order_by("-primary", "email")
    context = {
        "emails": list(emails),
        "has_password": request.user.has_usable_password(),
        "sessions": len(live_sessions(request.user)) or 1,
        **_second_factors(request.user),
    }
    return render(request, "accounts/security.html", context)


def _second_factors(user: User) -> dict[str, object]:
    rows = list(Authenticator.objects.filter(user=user))
    types = [row.type for row in rows]
    codes = [row for row in rows if row.type == Authenticator.Type.RECOVERY_CODES]
    return {
        "has_app": Authenticator.Type.TOTP in types,
        "passkeys": types.count(Authenticator.Type.WEBAUTHN),
        "unused_codes": len(codes[0].wrap().get_unused_codes()) if codes else None,
    }
