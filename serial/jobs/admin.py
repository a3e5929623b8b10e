"""Background jobs in /admin/, for superusers: those that failed first, with Retry."""

from django.contrib import admin, messages
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from serial.jobs.models import Job


class FailedFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(
        self, request: HttpRequest, model_admin: "admin.ModelAdmin[Job]"
    ) -> list[tuple[str, str]]:
        return [("failed", gettext("Failed")), ("retrying", gettext("Will be tried again"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Job]") -> "QuerySet[Job]":
        if self.value() == "failed":
            return queryset.exclude(failed_at=None)
        if self.value() == "retrying":
            return queryset.filter(failed_at=None).exclude(error="")
        return queryset


@admin.register(Job)
class JobAdmin(admin.ModelAdmin[Job]):
    list_display = ["key", "state", "queue", "due_at", "attempts", "last_line_of_error"]
    list_filter = [FailedFilter, "queue"]
    search_fields = ["key"]
    actions = ["retry_selected"]
    readonly_fields = (
        *("key", "state", "queue", "added_at", "due_at", "attempts", "arguments"),
        *("failed_at", "error"),
    )
    fields = readonly_fields

    def get_ordering(self, request: HttpRequest) -> list[object]:  # type: ignore[override]
        return [F("failed_at").desc(nulls_last=True), "due_at", "pk"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Job | None = None) -> bool:
        return False

    @admin.display(description=_("state"))
    def state(self, job: Job) -> str:
        return job.state()

    @admin.display(description=_("error"))
    def last_line_of_error(self, job: Job) -> str:
        return job.error.strip().rpartition("\n")[2]

    @admin.action(description=_("Retry"), permissions=["delete"])
    def retry_selected(self, request: HttpRequest, queryset: "QuerySet[Job]") -> None:
        count = Job.objects.filter(pk__in=queryset.values("pk")).retry()
        if not count:
            messages.warning(request, gettext("None of these jobs has failed."))
            return
        text = ngettext("%(n)d job will be tried again.", "%(n)d jobs will be tried again.", count)
        messages.success(request, text % {"n": count})
