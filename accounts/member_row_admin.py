"""Rows of members in /admin/, whose changes are logged as changes of the member."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation

from accounts.http import signed_in_user
from accounts.models import User
from serial.params import parse_id

Row = TypeVar("Row", bound=models.Model)


class MemberRowAdmin(admin.ModelAdmin[Row]):
    """For models with a relation `user`.

    An entry of the log names the row, for example with an email address, and stays when the row is
    deleted. As an entry about the member it is erased with their account.
    """

    # Any, as in Django.
    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = get_object_or_404(self.get_queryset(request), pk=parse_id(object_id) or 0)
        member_admin = self.admin_site.get_model_admin(User)
        return member_admin.history_view(request, str(_member_of(row).pk), extra_context)

    def log_addition(self, request: HttpRequest, obj: Row, message: Any) -> LogEntry:
        return self._log(request, obj, "added", {})

    def log_change(self, request: HttpRequest, obj: Row, message: Any) -> LogEntry:
        changes: dict[str, object] = message[0]["changed"] if message else {"fields": []}
        return self._log(request, obj, "changed", changes)

    def log_deletions(self, request: HttpRequest, queryset: Iterable[Row]) -> list[LogEntry]:
        return [self._log(request, row, "deleted", {}) for row in queryset]

    def _log(
        self, request: HttpRequest, row: Row, verb: str, changes: dict[str, object]
    ) -> LogEntry:
        # As Django logs an inline form; it translates the name when it shows the entry.
        with translation.override(None):
            name = str(self.opts.verbose_name)
        entry: LogEntry = LogEntry.objects.log_actions(
            user_id=signed_in_user(request).pk,
            queryset=[_member_of(row)],
            action_flag=CHANGE,
            change_message=[{verb: {"name": name, "object": str(row), **changes}}],
            single_object=True,
        )
        return entry


def _member_of(row: models.Model) -> User:
    member: User = row.user  # type: ignore[attr-defined]
    return member
