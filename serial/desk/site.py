from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _

from accounts.http import signed_in_user
from accounts.models import User
from serial.desk.comments.inbox_page import comment_urls
from serial.desk.comments.saved_reply_pages import saved_reply_urls
from serial.desk.comments.wave_pages import wave_urls
from serial.desk.dashboard.page import dashboard_context
from serial.desk.navigation import navigation_context
from serial.moderation.sanctions.writing import banned_page, refuse_banned
from serial.stories.writing_bans import WritingBanned
from serial.web.error_views import signed_out
from serial.web.policy_acceptance import ask_for_acceptance

# view_on_site reveals the URL of any object by its number, another author's drafts included.
# The password pages exist in accounts/, with rate limits.
REMOVED_URLS = {"view_on_site", "password_change", "password_change_done"}

# The ends of the names of pages whose forms store what somebody wrote; the second line has the tabs
# of a story's settings.
WRITING_PAGES = (
    *("_add", "_change", "comment_reply"),
    *("story_about", "story_tags", "story_appearance", "story_credits", "story_advanced"),
    *("story_parts", "story_note", "story_import", "story_manuscript"),
)
# Of lists of stories and chapters.
PUBLISHING_ACTIONS = {
    *("publish_selected", "schedule_selected", "queue_selected", "undelete_selected"),
    "move_selected_to_story",
}

# The list that the URL of an app leads to.
APP_LISTS = {
    "accounts": "accounts_penname_changelist",
    "chapters": "stories_story_changelist",
    "desk": "desk_creditinvitation_changelist",
    "stories": "stories_story_changelist",
}


class DeskSite(AdminSite):
    """The admin for authors. Each author sees only their own stories and chapters."""

    site_header = _("Desk")
    site_title = _("Desk")
    index_title = _("Desk")
    index_template = "desk/dashboard.html"
    enable_nav_sidebar = False
    # Of a cell without a value, which phones then leave out.
    empty_value_display = ""

    def has_permission(self, request: HttpRequest) -> bool:
        # Django asks several times per page: cache the result on the request.
        is_author: bool | None = request.__dict__.get("is_author")
        if is_author is None:
            is_author = isinstance(request.user, User) and request.user.is_author()
            request.__dict__["is_author"] = is_author
        return is_author

    def each_context(self, request: HttpRequest) -> dict[str, Any]:  # As Django's.
        return super().each_context(request) | navigation_context(request)

    def get_app_list(
        self, _request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        """Django makes it for each page. The desk shows its navigation in place of it."""
        return []

    def index(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> TemplateResponse:
        context = dashboard_context(signed_in_user(request)) | (extra_context or {})
        return super().index(request, context)

    def app_index(  # type: ignore[override]
        self,
        request: HttpRequest,
        app_label: str,
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """Django lists the models of an app: here each app has one list, which shows its rows."""
        name = APP_LISTS.get(app_label)
        if name is None:
            raise Http404
        return redirect(f"desk:{name}")

    def admin_view(
        self, view: Callable[..., HttpResponseBase], cacheable: bool = False
    ) -> Any:  # Django's stubs want the type of the view.
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            # Signing in again would not help a member who is not an author.
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            if request.method == "POST" and not request.user.is_authenticated:
                # A redirect to the sign-in page would lose what they typed.
                return signed_out(request)
            try:
                return _interrupt(request) or inner(request, *args, **kwargs)
            except WritingBanned as error:
                return banned_page(request, str(error))

        return update_wrapper(guarded, inner)

    def login(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        # allauth ignores a `next` URL on another site.
        return redirect_to_login(request.GET.get("next") or reverse("desk:index"))

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        return redirect("account_logout")

    def get_urls(self) -> list[URLPattern | URLResolver]:
        stock = [
            url for url in super().get_urls() if getattr(url, "name", None) not in REMOVED_URLS
        ]
        short = path("import/", self.admin_view(_redirect_to_import), name="import")
        return [*comment_urls(self), *saved_reply_urls(self), *wave_urls(self), short, *stock]


def _redirect_to_import(request: HttpRequest) -> HttpResponse:
    """A short URL of the page that imports a new story."""
    return redirect("desk:stories_new_story_import")


def _interrupt(request: HttpRequest) -> HttpResponseBase | None:
    """Returns the page that is shown instead of saving a form, or None."""
    if (is_writing(request) or publishes(request)) and (refusal := refuse_banned(request)):
        return refusal
    return ask_for_acceptance(request) if is_writing(request) else None


def is_writing(request: HttpRequest) -> bool:
    """Whether the form stores what somebody wrote. Not previews, working copies and deletions."""
    name = (request.resolver_match.url_name if request.resolver_match else "") or ""
    return name.endswith(WRITING_PAGES)


def publishes(request: HttpRequest) -> bool:
    """Whether the form makes something public that was written before."""
    name = (request.resolver_match.url_name if request.resolver_match else "") or ""
    return name.endswith(("_restore", "_chapter_schedule")) or not PUBLISHING_ACTIONS.isdisjoint(
        request.POST.getlist("action")
    )


desk = DeskSite(name="desk")
