"""Copyright notices in /admin/, where moderators decide on them; the most urgent come first."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin_access import OPEN_TO_MODERATORS, has_moderation_access
from accounts.http import signed_in_user
from serial.moderation.copyright.deciding import decide
from serial.moderation.copyright.emails.decision_emails import tell_of_decision
from serial.moderation.copyright.forms.decision_form import DecisionForm
from serial.moderation.copyright.models import CopyrightNotice, CounterNotice

OPEN_TO_MODERATORS |= {f"moderation_copyrightnotice_{page}" for page in ("changelist", "change")}


@admin.register(CopyrightNotice)
class CopyrightNoticeAdmin(admin.ModelAdmin[CopyrightNotice]):
    form = DecisionForm
    list_display = ["reference", "story", "state", "received", "deadline"]
    list_filter = ["state"]
    search_fields = ["reference", "name", "email", "story__title"]
    readonly_fields = [
        *("reference", "state", "received_at", "deadline", "story", "pages"),
        *("work", "explanation", "name", "email", "address", "capacity", "user", "statements"),
        *("signature", "counter", "history"),
    ]

    fields = [*readonly_fields, "decision", "reason"]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[CopyrightNotice]":
        return CopyrightNotice.objects.select_related("story", "counter_notice")

    def get_ordering(self, request: HttpRequest) -> list[object]:  # type: ignore[override]
        return list(CopyrightNotice.objects.most_urgent_first().query.order_by)

    def has_view_permission(self, request: HttpRequest, obj: CopyrightNotice | None = None) -> bool:
        return has_moderation_access(request)

    has_change_permission = has_view_permission

    def has_module_permission(self, request: HttpRequest) -> bool:
        return has_moderation_access(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: CopyrightNotice | None = None
    ) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: CopyrightNotice, form: DecisionForm, change: bool
    ) -> None:
        reason = form.cleaned_data["reason"]
        decision = decide(obj.pk, form.kind(), reason, signed_in_user(request))
        tell_of_decision(request, decision)

    @admin.display(description=_("received"), ordering="received_at")
    def received(self, notice: CopyrightNotice) -> str:
        return date_format(notice.received_at, "SHORT_DATE_FORMAT")

    @admin.display(description=_("deadline"), ordering="due_at")
    def deadline(self, notice: CopyrightNotice) -> str:
        if notice.due_at is None:
            return "–"
        date = date_format(notice.due_at, "SHORT_DATE_FORMAT")
        if notice.is_overdue():
            return format_html("<strong>{}</strong>", gettext("Overdue: %s") % date)
        return date

    @admin.display(description=_("pages"))
    def pages(self, notice: CopyrightNotice) -> SafeString:
        rows = ((target.url, target.get_kind_display()) for target in notice.targets.all())
        return format_html_join("", "<p>{} ({})</p>", rows)

    @admin.display(description=_("counter-notice"))
    def counter(self, notice: CopyrightNotice) -> str:
        counter: CounterNotice | None = getattr(notice, "counter_notice", None)
        if counter is None:
            return "–"
        lines = [counter.name, counter.address, counter.phone, counter.email, counter.explanation]
        parts = format_html_join("", "<p>{}</p>", ((_lines(line),) for line in lines))
        if not notice.awaits_put_back():
            return parts
        return format_html("<p><strong>{}</strong></p>{}", _put_back_dates(counter), parts)

    @admin.display(description=_("decisions so far"))
    def history(self, notice: CopyrightNotice) -> str:
        decisions = notice.decisions.select_related("by")
        rows = (
            (date_format(row.decided_at, "DATETIME_FORMAT"), row.by or "", row, row.reason)
            for row in decisions
        )
        return format_html_join("", "<p>{} · {}: {}. {}</p>", rows) or "–"


def _put_back_dates(counter: CounterNotice) -> str:
    text = gettext("Put back between %(start)s and %(end)s, unless the sender goes to court.")
    dates = {"start": counter.put_back_from(), "end": counter.put_back_until()}
    return text % {name: date_format(at, "DATE_FORMAT") for name, at in dates.items()}


def _lines(text: str) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((line,) for line in text.splitlines()))
