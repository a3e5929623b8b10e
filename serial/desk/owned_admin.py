"""The base of the desk's ModelAdmins: authors see and change only their own rows."""

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.paginator import Paginator
from django.db import models
from django.db.models.options import Options
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.http import signed_in_user
from serial.chapters.models import Chapter
from serial.chapters.models.chapter import ChapterQuerySet
from serial.params import check_ids
from serial.stories.models import Story
from serial.stories.models.story import StoryQuerySet
from serial.web.text_fields import CLEANED_FIELDS

if TYPE_CHECKING:
    from django.db.models import QuerySet

Row = TypeVar("Row", bound=models.Model)
Rows = TypeVar("Rows", bound="models.QuerySet[models.Model]")


class OwnedAdmin(admin.ModelAdmin[Row]):
    """A ModelAdmin limited to the rows that the signed-in author is credited on.

    List, form, history and actions all get their rows from `get_queryset`.
    """

    formfield_overrides = CLEANED_FIELDS
    view_on_site = False
    show_full_result_count = False
    list_per_page = 50
    object_history_template = "desk/history.html"

    @abstractmethod
    def rows_of(self, request: HttpRequest) -> "models.QuerySet[Row]": ...

    def get_queryset(self, request: HttpRequest) -> "models.QuerySet[Row]":
        return self._in_order(request, self.rows_of(request))

    def _in_order(self, request: HttpRequest, rows: Rows) -> Rows:
        ordering = self.get_ordering(request)
        return rows.order_by(*ordering) if ordering else rows

    def _is_own(self, request: HttpRequest, obj: Row | None) -> bool:
        if obj is None:
            return True
        # Django checks permissions a dozen times per page: cache the result on the request.
        cached: dict[tuple[str, object], bool] = request.__dict__.setdefault("own_rows", {})
        cache_key = (f"{self.admin_site.name} {self.opts.label}", obj.pk)
        if cache_key not in cached:
            cached[cache_key] = self.rows_of(request).filter(pk=obj.pk).exists()
        return cached[cache_key]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return self._is_own(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return self._is_own(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return self._is_own(request, obj)

    # Any: rows of this model, or of the log.
    def get_paginator(
        self, request: HttpRequest, queryset: "QuerySet[Any]", *args: Any, **options: Any
    ) -> Paginator[Any]:
        if queryset.model is LogEntry:
            # Django begins the history with its oldest entry.
            queryset = queryset.order_by("-action_time", "-pk")
        return super().get_paginator(request, queryset, *args, **options)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """Co-authors see what was done and when, but no usernames."""
        context = {
            "title": gettext("History"),
            "hides_users": not signed_in_user(request).is_administrator(),
        }
        return super().history_view(request, object_id, {**context, **(extra_context or {})})

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        title = capfirst(str(self.opts.verbose_name_plural))
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, object],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Row | None = None,
    ) -> HttpResponse:
        title = _("New %(name)s") % {"name": self.opts.verbose_name}
        context |= {"title": context["original"] or title, "subtitle": None}
        return super().render_change_form(request, context, add, change, form_url, obj)

    # Any: Django's stubs have one parameter more, of a type that Django does not have yet.
    def response_action(
        self, request: HttpRequest, queryset: "models.QuerySet[Row]", *args: Any
    ) -> HttpResponse | None:
        check_ids(request.POST.getlist(ACTION_CHECKBOX_NAME))
        return super().response_action(request, queryset, *args)

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: "Options[Row]", object_id: str
    ) -> HttpResponse:
        # Django would redirect to the index; another author's row is a 404 here.
        raise Http404


class OwnedChapterAdmin(OwnedAdmin[Chapter]):
    """The base of the pages that are added to the ModelAdmin of chapters."""

    def rows_of(self, request: HttpRequest) -> ChapterQuerySet:
        return Chapter.objects.credited_to(request.user)

    def get_queryset(self, request: HttpRequest) -> ChapterQuerySet:
        return self._in_order(request, self.rows_of(request))

    def stories_of(self, request: HttpRequest) -> StoryQuerySet:
        return Story.objects.credited_to(request.user).not_deleted()

    def log_story_change(self, request: HttpRequest, story: Story, text: str) -> None:
        """Adds an entry to the history of the story."""
        user = signed_in_user(request)
        LogEntry.objects.log_actions(user.pk, [story], CHANGE, text, single_object=True)


class DeletedFilter(admin.SimpleListFilter):
    """Hides deleted rows; `?deleted=yes` shows only those, which can still be restored."""

    title = _("deleted")
    parameter_name = "deleted"

    def lookups(
        self, request: HttpRequest, model_admin: "admin.ModelAdmin[models.Model]"
    ) -> list[tuple[str, str]]:
        return [("yes", gettext("Deleted"))]

    def queryset(
        self, request: HttpRequest, queryset: "models.QuerySet[models.Model]"
    ) -> "models.QuerySet[models.Model]":
        return queryset.filter(deleted_at__isnull=self.value() != "yes")
