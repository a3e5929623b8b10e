"""Deleting at the desk: a page that says what will be gone, and a message that says what was."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from serial.desk.owned_admin import OwnedAdmin, Row

DELETE_SELECTED = "delete_selected"


class DeletionAdmin(OwnedAdmin[Row]):
    """Replaces Django's confirmations and messages of deleting a row and the selected rows.

    Subclasses say in sentences what will be gone.
    """

    delete_confirmation_template = "desk/delete_confirmation.html"

    @abstractmethod
    def deletion_title(self, rows: Sequence[Row]) -> str:
        """Returns the question that is the page's heading."""

    @abstractmethod
    def deletion_button(self, rows: Sequence[Row]) -> str: ...

    @abstractmethod
    def deletion_facts(self, rows: Sequence[Row]) -> list[str]:
        """Returns what will be gone, and for how long it can be restored, in sentences."""

    @abstractmethod
    def deletion_message(self, count: int, name: str) -> str:
        """Returns the message after deleting. name: of the only row, or empty."""

    def deletion_context(self, rows: Sequence[Row]) -> dict[str, object]:
        return {
            "title": self.deletion_title(rows),
            "button": self.deletion_button(rows),
            "facts": self.deletion_facts(rows),
            "rows": rows,
        }

    def render_delete_form(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        return super().render_delete_form(
            request, context | self.deletion_context([context["object"]])
        )

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        messages.success(request, self.deletion_message(1, obj_display))
        return HttpResponseRedirect(
            reverse(
                f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_changelist"
            )
        )

    # Any: as Django's.
    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        if DELETE_SELECTED in actions:
            actions[DELETE_SELECTED] = (_delete_selected, DELETE_SELECTED, _("Delete…"))
        return actions

    def delete_selected_rows(
        self, request: HttpRequest, queryset: "models.QuerySet[Row]"
    ) -> HttpResponse | None:
        rows = list(queryset)
        if not rows:
            return None
        if not self.has_delete_permission(request):
            raise PermissionDenied
        if request.POST.get("post"):
            name = str(rows[0]) if len(rows) == 1 else ""
            self.log_deletions(request, queryset)
            self.delete_queryset(request, queryset)
            messages.success(request, self.deletion_message(len(rows), name))
            return None
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "action_name": ACTION_CHECKBOX_NAME,
            "action": DELETE_SELECTED,
            **self.deletion_context(rows),
        }
        return TemplateResponse(request, self.delete_confirmation_template, context)


def _delete_selected(
    model_admin: "DeletionAdmin[models.Model]",
    request: HttpRequest,
    queryset: "models.QuerySet[models.Model]",
) -> HttpResponse | None:
    return model_admin.delete_selected_rows(request, queryset)
