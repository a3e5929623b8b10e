from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User

# Leads from a number to the address of anything whatever, another author's draft included;
# and pages that accounts/ has already, with its rate limits and its look.
LEFT_OUT = {"view_on_site", "password_change", "password_change_done"}


class DeskSite(AdminSite):
    """The authors' own admin: whoever writes here, and of everything only what is theirs."""

    site_header = _("Desk")
    site_title = _("Desk")
    index_title = _("My writing")

    def has_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and request.user.is_author()

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            # Signing in again would not help a member who does not write here.
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, inner)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect_to_login(reverse("desk:index"))

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_logout")

    def get_urls(self) -> list[URLPattern | URLResolver]:
        urls: list[Any] = super().get_urls()
        return [url for url in urls if getattr(url, "name", None) not in LEFT_OUT]


desk = DeskSite(name="desk")
