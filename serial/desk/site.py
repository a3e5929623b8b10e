from collections.abc import Iterator
from dataclasses import dataclass
from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.desk.comments.inbox_page import comment_urls
from serial.desk.dashboard import dashboard_context
from serial.web.error_views import signed_out

# Leads from a number to the address of anything whatever, another author's draft included;
# and pages that accounts/ has already, with its rate limits and its look.
REMOVED_URLS = {"view_on_site", "password_change", "password_change_done"}


class DeskSite(AdminSite):
    """The authors' own admin: whoever writes here, and of everything only what is theirs."""

    site_header = _("Desk")
    site_title = _("Desk")
    index_title = _("My writing")
    index_template = "desk/dashboard.html"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        # Asked several times for one page; the database is asked once.
        answer: bool | None = request.__dict__.get("writes_here")
        if answer is None:
            answer = isinstance(request.user, User) and request.user.is_author()
            request.__dict__["writes_here"] = answer
        return answer

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context: dict[str, Any] = super().each_context(request)
        return context | {"desk_pages": list(desk_pages(request))}

    def index(self, request: Any, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        return super().index(request, {**dashboard_context(request.user), **(extra_context or {})})

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            # Signing in again would not help a member who does not write here.
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            if request.method == "POST" and not request.user.is_authenticated:
                # Sending them to sign in would lose what they typed.
                return signed_out(request)
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
        stock = [url for url in urls if getattr(url, "name", None) not in REMOVED_URLS]
        return [*comment_urls(self), *stock]


@dataclass(frozen=True)
class NavigationItem:
    address: str
    label: str
    is_here: bool


NAVIGATION = {
    "stories_story_changelist": _("Stories"),
    "chapters_chapter_changelist": _("Chapters"),
    "chapters_chapter_calendar": _("Calendar"),
    "comments": _("Comments"),
    "accounts_penname_changelist": _("Pen names"),
    "desk_creditinvitation_changelist": _("Offers"),
}


def desk_pages(request: HttpRequest) -> Iterator[NavigationItem]:
    """What the bar of the desk leads to."""
    for name, label in NAVIGATION.items():
        address = reverse(f"desk:{name}")
        yield NavigationItem(address, str(label), request.path == address)


desk = DeskSite(name="desk")
