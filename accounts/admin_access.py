"""Who comes into /admin/, and how: superusers to all of it, moderators to what is theirs."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.models import User

# By the names of their addresses, and no others: so a page that is added to /admin/ is closed to
# moderators until somebody opens it. serial.moderation adds its own.
OPEN_TO_MODERATORS = {"index", "app_list", "jsi18n", "logout"}


def has_admin_access(request: HttpRequest) -> bool:
    user = request.user
    if not isinstance(user, User) or not user.is_active:
        return False
    page = request.resolver_match.url_name if request.resolver_match else ""
    return user.is_superuser or (page in OPEN_TO_MODERATORS and has_moderation_access(request))


def has_moderation_access(request: HttpRequest) -> bool:
    # Asked a dozen times for one page; the database is asked once.
    answer: bool | None = request.__dict__.get("moderates")
    if answer is None:
        answer = isinstance(request.user, User) and request.user.is_moderator()
        request.__dict__["moderates"] = answer
    return answer


def accessible_apps(request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
    """What the first page lists: to moderators no more than what they may open."""
    apps = admin.AdminSite.get_app_list(admin.site, request, app_label)
    if isinstance(request.user, User) and request.user.is_superuser:
        return apps
    for app in apps:
        app["models"] = [
            each
            for each in app["models"]
            if f"{app['app_label']}_{each['object_name'].lower()}_changelist" in OPEN_TO_MODERATORS
        ]
    return [app for app in apps if app["models"]]


def redirect_to_sign_in(
    request: HttpRequest, extra_context: dict[str, Any] | None = None
) -> HttpResponse:
    """Sends guests to the site's one sign-in, with its rate limits and verified addresses."""
    if request.user.is_authenticated and not has_admin_access(request):
        raise PermissionDenied
    # An address outside the site is not followed: allauth sees to that.
    return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
