"""Former addresses of comments lead on for good, as those of their chapters do."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from serial.reading.comments.context import CommentsSlugChanged

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
# In "/read/<story>/<chapter>/comments/", before what is a page's own.
PATH_SEGMENTS = 5


def redirect_changed_slug(view: View[P]) -> View[P]:
    """For a view that may raise MovedComments: the same page at the present address.

    What was sent with a POST is sent there again: a form may have been open meanwhile.
    """

    @wraps(view)
    def leading(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except CommentsSlugChanged as moved:
            own = "/".join(request.get_full_path().split("/")[PATH_SEGMENTS:])
            keeps = request.method == "POST"
            return redirect(f"{moved.address}{own}", permanent=True, preserve_request=keeps)

    return leading
