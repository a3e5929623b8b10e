"""The page "Profile" of the account: the public page, and an author's pen names."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from accounts.http import AuthenticatedRequest
from accounts.models import PenName
from accounts.views.setting_page import AnyForm, show_setting_page
from serial.moderation.sanctions.writing import refuse_banned
from serial.reading.profile.forms import (
    AboutForm,
    LinksForm,
    NameForm,
    PictureForm,
    PublicPageForm,
    ShownPenNamesForm,
)
from serial.web.error_views import signed_out


def edit_profile(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and not request.user.is_authenticated:
        # With what was typed, which a redirect to the sign-in page would lose.
        return signed_out(request)
    refusal = None if _hides_page(request) else refuse_banned(request)
    return refusal or _edit_profile(cast(AuthenticatedRequest, request))


def _hides_page(request: HttpRequest) -> bool:
    """Banned members may not write here, but may take their page away."""
    is_switch = request.POST.get("setting") == PublicPageForm.setting_name
    return is_switch and "is_public" not in request.POST


@login_required
def _edit_profile(request: AuthenticatedRequest) -> HttpResponse:
    pen_names = list(PenName.objects.filter(user=request.user))
    forms: list[type[AnyForm]] = [PublicPageForm, NameForm, AboutForm, PictureForm, LinksForm]
    if pen_names:
        forms.append(ShownPenNamesForm)
    return show_setting_page(request, "reading/profile.html", forms, {"pen_names": pen_names})
