"""Messages to the operator in /admin/, for superusers."""

from django import forms
from django.contrib import admin, messages
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.http import signed_in_user
from serial.contact.models import ContactMessage


class HandledFilter(admin.SimpleListFilter):
    title = _("handled")
    parameter_name = "handled"

    def lookups(
        self, request: HttpRequest, model_admin: "admin.ModelAdmin[ContactMessage]"
    ) -> list[tuple[str, str]]:
        return [("no", str(_("No"))), ("yes", str(_("Yes")))]

    def queryset(
        self, request: HttpRequest, queryset: "QuerySet[ContactMessage]"
    ) -> "QuerySet[ContactMessage]":
        if self.value() is None:
            return queryset
        return queryset.filter(handled_at__isnull=self.value() != "yes")


class HandledForm(forms.ModelForm[ContactMessage]):
    is_handled = forms.BooleanField(label=_("Handled"), required=False)

    class Meta:
        model = ContactMessage
        fields: list[str] = []

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.initial["is_handled"] = self.instance.handled_at is not None


@admin.register(ContactMessage)
class ContactMessageAdmin(admin.ModelAdmin[ContactMessage]):
    form = HandledForm
    list_display = ["received_at", "subject", "name", "email", "is_handled", "handled_by"]
    list_select_related = ["handled_by"]
    list_filter = [HandledFilter, "subject"]
    search_fields = ["name", "email", "text"]
    actions = ["mark_as_handled", "mark_as_unhandled"]
    readonly_fields = [
        *("received_at", "subject", "name", "email", "user", "text", "handled_at", "handled_by"),
    ]
    fields = [*readonly_fields, "is_handled"]

    def get_ordering(self, request: HttpRequest) -> list[object]:  # type: ignore[override]
        return [F("handled_at").asc(nulls_first=True), "-received_at", "-pk"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: ContactMessage, form: HandledForm, change: bool
    ) -> None:
        obj.mark(handled=form.cleaned_data["is_handled"], by=signed_in_user(request))

    @admin.display(description=_("handled"), boolean=True)
    def is_handled(self, message: ContactMessage) -> bool:
        return message.handled_at is not None

    @admin.action(description=_("Mark as handled"))
    def mark_as_handled(self, request: HttpRequest, queryset: "QuerySet[ContactMessage]") -> None:
        self._mark(request, queryset, handled=True)

    @admin.action(description=_("Mark as not handled"))
    def mark_as_unhandled(self, request: HttpRequest, queryset: "QuerySet[ContactMessage]") -> None:
        self._mark(request, queryset, handled=False)

    def _mark(
        self, request: HttpRequest, queryset: "QuerySet[ContactMessage]", *, handled: bool
    ) -> None:
        for message in queryset:
            message.mark(handled=handled, by=signed_in_user(request))
        count = len(queryset)
        text = ngettext("%(n)d message changed.", "%(n)d messages changed.", count)
        messages.success(request, text % {"n": count})
