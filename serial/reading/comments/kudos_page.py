"""Giving kudos to a chapter and removing them. No account is needed."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods

from accounts.client_ip import client_ip
from accounts.models import User
from serial.comments.reactions import has_given_kudos, set_kudos
from serial.reading.age_gate import consent_query
from serial.reading.comments.context import get_comments_context
from serial.reading.comments.slug_redirects import redirect_changed_slug


@require_http_methods(["GET", "HEAD", "POST"])
@redirect_changed_slug
def give_kudos(request: HttpRequest, story_slug: str, chapter_slug: str) -> HttpResponse:
    comments = get_comments_context(request, story_slug, chapter_slug)
    user = request.user if isinstance(request.user, User) else None
    ip = "" if user else client_ip(request)
    if request.method == "POST":
        if not comments.chapter.is_released():
            raise Http404
        set_kudos(comments.chapter, user, ip, given=request.POST.get("given") != "no")
        if request.headers.get("Sec-Fetch-Mode") == "cors":
            return HttpResponse(status=HTTPStatus.NO_CONTENT)
        return redirect(f"{comments.url}kudos/{consent_query(request)}")
    context = comments.template_context(consent_query(request)) | {
        "has_given": has_given_kudos(comments.chapter, user, ip),
    }
    response = render(request, "reading/comments/kudos.html", context)
    patch_cache_control(response, private=True, no_store=True)
    return response
