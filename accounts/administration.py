"""Who comes into /admin/, and how."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.models import User


def may_administer(request: HttpRequest) -> bool:
    user = request.user
    return isinstance(user, User) and user.is_active and user.is_superuser


def sign_in(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    """Sends guests to the site's one sign-in, with its rate limits and verified addresses."""
    if request.user.is_authenticated and not may_administer(request):
        raise PermissionDenied
    # An address outside the site is not followed: allauth sees to that.
    return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
