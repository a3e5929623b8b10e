"""Soft deletion at the desk: deleted rows can be restored from the same list."""

from abc import abstractmethod
from collections.abc import Sequence

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from serial.desk.deletion_admin import DeletionAdmin
from serial.desk.owned_admin import Row


class SoftDeletingAdmin(DeletionAdmin[Row]):
    """Calls soft_delete() where Django's admin would delete the row."""

    actions = ["undelete_selected"]

    @abstractmethod
    def soft_delete(self, obj: Row) -> None: ...

    @abstractmethod
    def undelete(self, obj: Row) -> None: ...

    @abstractmethod
    def restored_message(self, rows: Sequence[Row]) -> str: ...

    def delete_model(self, request: HttpRequest, obj: Row) -> None:
        self.soft_delete(obj)

    def delete_queryset(self, request: HttpRequest, queryset: "models.QuerySet[Row]") -> None:
        for obj in queryset:
            self.soft_delete(obj)

    def get_deleted_objects(
        self, objs: "Sequence[Row] | models.QuerySet[Row]", request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        # Soft deletion keeps all related rows, so there is nothing else to confirm.
        names = [str(obj) for obj in objs]
        return names, {str(self.opts.verbose_name_plural): len(names)}, set(), []

    @admin.action(description=_("Restore"))
    def undelete_selected(self, request: HttpRequest, queryset: "models.QuerySet[Row]") -> None:
        rows = list(queryset)
        for obj in rows:
            self.undelete(obj)
        if rows:
            self.message_user(request, self.restored_message(rows), messages.SUCCESS)
