"""Who may open the moderators' pages."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.utils.cache import patch_cache_control

from accounts.http import AuthenticatedRequest
from accounts.next_page import redirect_to_two_factor

P = ParamSpec("P")
View = Callable[Concatenate[AuthenticatedRequest, P], HttpResponseBase]


def moderator_required(view: View[P]) -> View[P]:
    """Redirects guests to sign in; members who are not moderators get 403."""

    @login_required
    @wraps(view)
    def wrapper(
        request: AuthenticatedRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if not request.user.is_moderator():
            if request.user.must_set_up_two_factor():
                return redirect_to_two_factor(request)
            raise PermissionDenied
        response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_cache=True)
        return response

    return wrapper
