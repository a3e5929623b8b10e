from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from accounts.http import AuthenticatedRequest

P = ParamSpec("P")
View = Callable[Concatenate[AuthenticatedRequest, P], HttpResponse]


def administrator_required(view: View[P]) -> View[P]:
    """Redirects guests to sign in; members who are not administrators get 403."""

    @login_required
    @wraps(view)
    def wrapper(
        request: AuthenticatedRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if not request.user.is_administrator():
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return wrapper
