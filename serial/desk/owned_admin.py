"""What every list and form of the desk shares: mine alone, and nothing is gone at once."""

from typing import Any, TypeVar

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from serial.web.text_fields import CLEANED_FIELDS

# In digits, beyond what a database counts to.
MAX_PK_DIGITS = 19

Row = TypeVar("Row", bound=models.Model)


class OwnedAdmin(admin.ModelAdmin[Row]):
    """A ModelAdmin whose rows are those that the person has a by-line on.

    Everything of it comes to its rows through `get_queryset`: list, form, history, actions.
    """

    formfield_overrides = CLEANED_FIELDS
    view_on_site = False
    show_full_result_count = False
    list_per_page = 50

    def rows_of(self, request: HttpRequest) -> "models.QuerySet[Row]":
        manager: Any = self.model._default_manager
        rows: models.QuerySet[Row] = manager.credited_to(request.user)
        return rows

    def get_queryset(self, request: HttpRequest) -> "models.QuerySet[Row]":
        ordering = self.get_ordering(request)
        rows = self.rows_of(request)
        return rows.order_by(*ordering) if ordering else rows

    def _may(self, request: HttpRequest, obj: Row | None) -> bool:
        if obj is None:
            return True
        # Django asks a dozen times for one page: the database is asked once.
        known: dict[tuple[str, Any], bool] = request.__dict__.setdefault("is_mine", {})
        row = (f"{self.admin_site.name} {self.opts.label}", obj.pk)
        if row not in known:
            known[row] = self.rows_of(request).filter(pk=obj.pk).exists()
        return known[row]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return self._may(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return self._may(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return self._may(request, obj)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = capfirst(str(self.opts.verbose_name_plural))
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        name = _("New %(thing)s") % {"thing": self.opts.verbose_name}
        context |= {"title": context["original"] or name, "subtitle": None}
        return super().render_change_form(request, context, *args, **options)

    def response_action(
        self, request: HttpRequest, queryset: "models.QuerySet[Row]", *where: Any
    ) -> HttpResponse | None:
        # Django asks the database for whatever was sent, and fails on what is no number.
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(pk.isascii() and pk.isdecimal() and len(pk) < MAX_PK_DIGITS for pk in chosen):
            raise Http404
        answer: HttpResponse | None = super().response_action(request, queryset, *where)
        return answer

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        # Django sends the person to the index; what is not theirs is not there at all.
        raise Http404


class DeletedFilter(admin.SimpleListFilter):
    """Shows what is kept, and on request what was deleted and can come back."""

    title = _("deleted")
    parameter_name = "deleted"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Deleted in the last 30 days"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(deleted_at__isnull=self.value() != "yes")
