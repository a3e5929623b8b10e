"""The page "Profile" of the account: the public page, and an author's pen names."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse

from accounts.http import AuthenticatedRequest
from accounts.models import PenName
from accounts.views.setting_page import AnyForm, show_setting_page
from serial.reading.profile.forms import (
    AboutForm,
    LinksForm,
    NameForm,
    PictureForm,
    PublicPageForm,
    ShownPenNamesForm,
)


@login_required
def edit_profile(request: AuthenticatedRequest) -> HttpResponse:
    pen_names = list(PenName.objects.filter(user=request.user))
    forms: list[type[AnyForm]] = [PublicPageForm, NameForm, AboutForm, PictureForm, LinksForm]
    if pen_names:
        forms.append(ShownPenNamesForm)
    return show_setting_page(request, "reading/profile.html", forms, {"pen_names": pen_names})
