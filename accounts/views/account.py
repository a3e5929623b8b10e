from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.http import AuthenticatedRequest
from accounts.models import MemberProfile, User
from accounts.two_factor import has_two_factor
from serial.times.wording import zone_name


@login_required
def show_account(request: AuthenticatedRequest) -> HttpResponse:
    return render(request, "accounts/account.html", {"summaries": _summaries(request.user)})


def _summaries(user: User) -> dict[str, str | Promise]:
    """What is set in the sections, by the URL name of their pages (accounts/sections.py)."""
    is_public = MemberProfile.objects.visible().filter(user=user).exists()
    time_zone = gettext("Time zone: %(zone)s") % {"zone": zone_name()}
    return {
        "profile": _("Public page on") if is_public else "",
        "preferences": time_zone,
        "security": _("Two-factor sign-in on") if has_two_factor(user.pk) else _("Password only"),
    }
