"""Acts of authors on many comments of one of their stories, and its raid switch."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.admin import AdminSite
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.http import AuthenticatedRequest
from serial.moderation.waves.list_page import show_list
from serial.moderation.waves.place import Place
from serial.moderation.waves.preview_page import show_preview
from serial.moderation.waves.wave_page import show_wave
from serial.stories.models import Story

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
P = ParamSpec("P")
Page = Callable[Concatenate[AuthenticatedRequest, Place, P], HttpResponse]
NAMES = {"list": "desk:story_waves", "new": "desk:story_wave_new", "wave": "desk:story_wave"}


def wave_urls(site: AdminSite) -> list[URLPattern]:
    def view(page: Page[P]) -> Callable[..., HttpResponse]:
        @wraps(page)
        def show(
            request: AuthenticatedRequest, story: int, *args: P.args, **options: P.kwargs
        ) -> HttpResponse:
            return page(request, _place(site, request, story), *args, **options)

        wrapped: Callable[..., HttpResponse] = site.admin_view(get_or_post(show))
        return wrapped

    base = "comments/story/<int:story>/waves"
    return [
        path(f"{base}/", view(show_list), name="story_waves"),
        path(f"{base}/new/", view(show_preview), name="story_wave_new"),
        path(f"{base}/<int:pk>/", view(show_wave), name="story_wave"),
    ]


def _place(site: AdminSite, request: AuthenticatedRequest, story_pk: int) -> Place:
    """Raises Http404 unless the story is theirs."""
    stories = Story.objects.credited_to(request.user).not_deleted()
    story = get_object_or_404(stories, pk=story_pk)
    context = {**site.each_context(request), "title": ""}
    context |= {"heading": gettext("Many comments at once"), "opts": Story._meta}
    return Place("desk/wave_frame.html", NAMES, story, (story.pk,), context)
