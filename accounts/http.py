"""The request type of views that require a signed-in user."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.models import User


class AuthenticatedRequest(HttpRequest):
    user: User


def signed_in_user(request: HttpRequest) -> User:
    """Returns the user, in methods of Django's admin, which take any request."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
