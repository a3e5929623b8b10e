"""Kudos: one press, no account, and it can be taken back."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods

from accounts.adapter import ip_of
from accounts.models import User
from serial.comments.reacting import has_given_kudos, set_kudos
from serial.reading.mature import answered
from serial.reading.talk.finding import find_place
from serial.reading.talk.moving import leads_on


@require_http_methods(["GET", "HEAD", "POST"])
@leads_on
def kudos(request: HttpRequest, story_slug: str, chapter_slug: str) -> HttpResponse:
    place = find_place(request, story_slug, chapter_slug)
    user = request.user if isinstance(request.user, User) else None
    ip = "" if user else ip_of(request)
    if request.method == "POST":
        if not place.chapter.is_released():
            raise Http404
        set_kudos(place.chapter, user, ip, given=request.POST.get("given") != "no")
        if request.headers.get("Sec-Fetch-Mode") == "cors":
            return HttpResponse(status=HTTPStatus.NO_CONTENT)
        return redirect(f"{place.address}kudos/{answered(request)}")
    context = place.context(answered(request)) | {
        "has_given": has_given_kudos(place.chapter, user, ip),
    }
    response = render(request, "reading/talk/kudos.html", context)
    patch_cache_control(response, private=True, no_store=True)
    return response
