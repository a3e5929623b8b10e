"""Access to /admin/: superusers can open all pages, moderators the moderation pages."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.models import User
from accounts.next_page import redirect_to_two_factor

# The URL names that moderators can open. Everything else in /admin/ is closed to them, also
# pages added later. serial.moderation adds its own pages.
OPEN_TO_MODERATORS = {"index", "app_list", "jsi18n", "logout"}


def has_admin_access(request: HttpRequest) -> bool:
    user = request.user
    if not isinstance(user, User) or not user.is_active:
        return False
    url_name = request.resolver_match.url_name if request.resolver_match else ""
    if user.has_superuser_rights():
        return True
    return url_name in OPEN_TO_MODERATORS and has_moderation_access(request)


def has_moderation_access(request: HttpRequest) -> bool:
    # Called a dozen times per page, so the result is stored on the request.
    has_access: bool | None = request.__dict__.get("has_moderation_access")
    if has_access is None:
        has_access = isinstance(request.user, User) and request.user.is_moderator()
        request.__dict__["has_moderation_access"] = has_access
    return has_access


# Any, as in Django.
def accessible_apps(request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
    """Returns the admin's list of apps, without the models that this user cannot open."""
    apps = admin.AdminSite.get_app_list(admin.site, request, app_label)
    if isinstance(request.user, User) and request.user.has_superuser_rights():
        return apps
    for app in apps:
        app["models"] = [
            model
            for model in app["models"]
            if f"{app['app_label']}_{model['object_name'].lower()}_changelist" in OPEN_TO_MODERATORS
        ]
    return [app for app in apps if app["models"]]


def redirect_to_sign_in(
    request: HttpRequest, extra_context: dict[str, object] | None = None
) -> HttpResponse:
    """Redirects guests to the site's sign-in page, which has rate limits and verified emails."""
    if isinstance(request.user, User) and not has_admin_access(request):
        if request.user.must_set_up_two_factor():
            return redirect_to_two_factor(request)
        raise PermissionDenied
    # allauth ignores a `next` URL on another site.
    return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
