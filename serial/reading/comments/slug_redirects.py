"""Redirects from former slugs of stories and chapters to the present URL of a comment page."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from serial.reading.comments.context import CommentsSlugChanged
from serial.reading.comments.tokens import move_owner_token

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
# The segments of "/read/<story>/<chapter>/comments/": what follows them names the page.
PREFIX_SEGMENTS = 5


def redirect_changed_slug(view: View[P]) -> View[P]:
    """Decorates a view that may raise CommentsSlugChanged: redirects to the same page.

    A POST is redirected as a POST (308): the form may have been opened before the slug changed.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except CommentsSlugChanged as changed:
            page = "/".join(request.get_full_path().split("/")[PREFIX_SEGMENTS:])
            is_post = request.method == "POST"
            response = redirect(f"{changed.url}{page}", permanent=True, preserve_request=is_post)
            if isinstance(number := kwargs.get("number"), int):
                move_owner_token(request, response, changed.chapter, number)
            return response

    return wrapper
