from allauth.account.models import EmailAddress
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.http import AuthenticatedRequest
from accounts.models import User
from accounts.models.preferences import preferences_of
from accounts.two_factor import has_two_factor


@login_required
def show_account(request: AuthenticatedRequest) -> HttpResponse:
    return render(request, "accounts/account.html", {"values": _present_values(request.user)})


def _present_values(user: User) -> dict[str, str]:
    """What is set on the pages that the account's page lists."""
    primary = EmailAddress.objects.get_primary(user)
    return {
        "theme": preferences_of(user).get_theme_display(),
        "email": primary.email if primary else "",
        "two_factor": _("On") if has_two_factor(user.pk) else _("Off"),
    }
