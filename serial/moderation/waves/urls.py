"""Acts on many comments at /moderation/waves/. The desk has the same pages for one story."""

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_http_methods

from accounts.http import AuthenticatedRequest
from serial.moderation.access import moderator_required
from serial.moderation.waves.list_page import show_list
from serial.moderation.waves.place import Place
from serial.moderation.waves.preview_page import show_preview
from serial.moderation.waves.wave_page import show_wave

SITE = Place(
    frame="moderation/waves/frame.html",
    names={
        "list": "moderation_waves",
        "new": "moderation_wave_new",
        "wave": "moderation_wave",
    },
    context={"section": "waves"},
)
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@moderator_required
def site_list(request: AuthenticatedRequest) -> HttpResponse:
    return show_list(request, SITE)


@moderator_required
def site_preview(request: AuthenticatedRequest) -> HttpResponse:
    return show_preview(request, SITE)


@moderator_required
def site_wave(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return show_wave(request, SITE, pk)


urlpatterns = [
    path("", get_or_post(site_list), name="moderation_waves"),
    path("new/", get_or_post(site_preview), name="moderation_wave_new"),
    path("<int:pk>/", get_or_post(site_wave), name="moderation_wave"),
]
