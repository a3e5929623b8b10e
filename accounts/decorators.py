from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.http import AuthenticatedRequest
from accounts.next_page import redirect_to_two_factor

P = ParamSpec("P")
View = Callable[Concatenate[AuthenticatedRequest, P], HttpResponse]
OpenView = Callable[Concatenate[HttpRequest, P], HttpResponse]


def sign_in_for(page: str) -> Callable[[View[P]], OpenView[P]]:
    """For views of POST only. Guests sign in and return to `page`, the URL name of its form.

    Returning to the view itself would be a GET request, and end at 405 Method Not Allowed.
    """

    def decorate(view: View[P]) -> OpenView[P]:
        @wraps(view)
        def wrapper(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(reverse(page))
            return view(cast(AuthenticatedRequest, request), *args, **kwargs)

        return wrapper

    return decorate


def administrator_required(view: View[P]) -> View[P]:
    """Redirects guests to sign in; members who are not administrators get 403."""

    @login_required
    @wraps(view)
    def wrapper(
        request: AuthenticatedRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if request.user.must_set_up_two_factor():
            return redirect_to_two_factor(request)
        if not request.user.is_administrator():
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return wrapper
