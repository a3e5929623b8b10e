"""The outbox in /admin/, for superusers: what failed first, with "Send again"."""

from django.contrib import admin, messages
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from serial.mail.bounces.stopping import resume_address
from serial.mail.models import OutboxEmail, StoppedAddress
from serial.mail.sending.waking import wake_sender


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(OutboxEmail)
class OutboxEmailAdmin(ReadOnlyAdmin):
    list_display = ["event", "recipient", "state", "due_at", "attempts", "last_line_of_error"]
    list_select_related = ["user"]
    list_filter = ["state", "kind"]
    search_fields = ["event", "user__username", "address", "sent_to"]
    actions = ["send_selected_again"]
    readonly_fields = (
        *("kind", "event", "recipient", "state", "queued_at", "due_at", "ended_at", "sent_to"),
        *("attempts", "scope", "arguments", "error"),
    )
    fields = readonly_fields

    def get_ordering(self, request: HttpRequest) -> list[object]:  # type: ignore[override]
        failed = When(state=OutboxEmail.State.FAILED, then=Value(0))
        waiting = When(state=OutboxEmail.State.WAITING, then=Value(1))
        return [Case(failed, waiting, default=Value(2), output_field=IntegerField()), "-pk"]

    @admin.display(description=_("recipient"))
    def recipient(self, email: OutboxEmail) -> str:
        return email.address or str(email.user)

    @admin.display(description=_("error"))
    def last_line_of_error(self, email: OutboxEmail) -> str:
        return email.error.strip().rpartition("\n")[2]

    @admin.action(description=_("Send again"), permissions=["delete"])
    def send_selected_again(self, request: HttpRequest, queryset: "QuerySet[OutboxEmail]") -> None:
        count = OutboxEmail.objects.filter(pk__in=queryset.values("pk")).send_again()
        if not count:
            messages.warning(request, gettext("None of these emails has failed."))
            return
        wake_sender()
        text = ngettext(
            "%(n)d email will be sent again.", "%(n)d emails will be sent again.", count
        )
        messages.success(request, text % {"n": count})


@admin.register(StoppedAddress)
class StoppedAddressAdmin(ReadOnlyAdmin):
    list_display = ["email", "stopped_at", "is_final", "reason"]
    list_filter = ["is_final"]
    search_fields = ["email"]
    actions = ["resume_selected"]
    readonly_fields = ("email", "stopped_at", "is_final", "reason")
    fields = readonly_fields

    @admin.action(description=_("Send emails again"), permissions=["delete"])
    def resume_selected(self, request: HttpRequest, queryset: "QuerySet[StoppedAddress]") -> None:
        addresses = list(queryset)
        for address in addresses:
            resume_address(address.email)
        text = ngettext("%(n)d address changed.", "%(n)d addresses changed.", len(addresses))
        messages.success(request, text % {"n": len(addresses)})
