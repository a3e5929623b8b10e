"""The terms and the site's other documents in /admin/: writing, previewing, publishing."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext

from accounts.http import signed_in_user
from serial.desk.policy_form import PolicyForm
from serial.params import parse_id
from serial.policies.documents import DOCUMENTS
from serial.policies.models import PolicyVersion
from serial.policies.models.policy_version import AlreadyPublished, DraftChanged
from serial.policies.page import preview_page
from serial.policies.publishing import publish
from serial.policies.shipped_texts import current_text
from serial.web.submitted_fields import submitted_fields

DRAFT_FIELDS = ["document", "body", "summary", "is_material"]
PUBLISHED_FIELDS = ["document", "number", "published_at", "body", "summary", "is_material"]
PUBLISH_PAGE = "policies_policyversion_publish"


class PolicyVersionList(ChangeList):
    # Any: as in Django's.
    def get_queryset(self, *args: Any, **kwargs: Any) -> QuerySet[PolicyVersion]:
        """Returns the versions without their texts, which the list does not show."""
        return super().get_queryset(*args, **kwargs).defer("body", "body_html")


@admin.register(PolicyVersion)
class PolicyVersionAdmin(admin.ModelAdmin[PolicyVersion]):
    form = PolicyForm
    list_display = ["__str__", "published_at", "is_material", "summary"]
    list_filter = ["document"]
    actions = None
    change_list_template = "desk/policy_list.html"
    change_form_template = "desk/policy_form.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.preview_and_publish)
        return [path("<int:pk>/publish/", view, name=PUBLISH_PAGE), *super().get_urls()]

    # Any: as in Django's.
    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PolicyVersionList

    def has_change_permission(self, request: HttpRequest, obj: PolicyVersion | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.is_draft())

    def has_delete_permission(self, request: HttpRequest, obj: PolicyVersion | None = None) -> bool:
        return super().has_delete_permission(request, obj) and obj is not None and obj.is_draft()

    def get_readonly_fields(
        self, request: HttpRequest, obj: PolicyVersion | None = None
    ) -> list[str]:
        if obj is None:
            return []
        return ["document"] if obj.is_draft() else PUBLISHED_FIELDS

    # Any, as in Django: fieldsets of all shapes.
    def get_fieldsets(self, request: HttpRequest, obj: PolicyVersion | None = None) -> Any:
        is_published = obj is not None and not obj.is_draft()
        return [(None, {"fields": PUBLISHED_FIELDS if is_published else DRAFT_FIELDS})]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        context = {
            "title": capfirst(str(PolicyVersion._meta.verbose_name_plural)),
            "documents": list(DOCUMENTS.values()),
            **(extra_context or {}),
        }
        return super().changelist_view(request, context)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        draft = PolicyVersion.objects.drafts().filter(document=request.GET.get("document", ""))
        if request.method == "GET" and (stored := draft.first()):
            return redirect("admin:policies_policyversion_change", stored.pk)
        try:
            return super().add_view(request, form_url, extra_context)
        except IntegrityError:
            # Another tab was quicker by a moment. Now the form sees its draft, and says so.
            return super().add_view(request, form_url, extra_context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        version = PolicyVersion.objects.filter(pk=parse_id(object_id) or 0).first()
        if request.method == "POST" and version and not version.is_draft():
            # It was published in another tab. What was typed here is not lost.
            context = {"version": version, "submitted_fields": submitted_fields(request)}
            return render(request, "desk/policy_published.html", context, status=409)
        return super().change_view(request, object_id, form_url, extra_context)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        document = DOCUMENTS.get(request.GET.get("document", ""))
        if document is None:
            return {}
        return {"document": document.key, "body": current_text(document)}

    def view_on_site(self, obj: PolicyVersion) -> str:
        return obj.get_absolute_url()

    def save_model(self, request: HttpRequest, obj: PolicyVersion, form: Any, change: bool) -> None:
        obj.save_draft()

    # Any: as Django's.
    def response_add(self, request: HttpRequest, obj: PolicyVersion, *args: Any) -> HttpResponse:
        return self._preview_after_save(request, obj) or super().response_add(request, obj, *args)

    def response_change(self, request: HttpRequest, obj: PolicyVersion) -> HttpResponse:
        return self._preview_after_save(request, obj) or super().response_change(request, obj)

    def _preview_after_save(self, request: HttpRequest, obj: PolicyVersion) -> HttpResponse | None:
        if "_preview" not in request.POST:
            return None
        return redirect(f"admin:{PUBLISH_PAGE}", obj.pk)

    def preview_and_publish(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Shows the draft as the page will look, with a button that publishes it."""
        version = get_object_or_404(PolicyVersion, pk=pk)
        if not version.is_draft():
            return redirect(version)
        if request.method == "POST":
            return self._publish(request, version)
        context = {**preview_page(version).context, "draft": version}
        return render(request, "desk/policy_preview.html", context)

    def _publish(self, request: HttpRequest, draft: PolicyVersion) -> HttpResponse:
        try:
            version = publish(
                draft, signed_in_user(request), previewed=request.POST.get("based_on", "")
            )
        except DraftChanged as error:
            messages.warning(request, str(error))
            return redirect(f"admin:{PUBLISH_PAGE}", draft.pk)
        except AlreadyPublished as error:
            messages.info(request, str(error))
            return redirect("admin:policies_policyversion_changelist")
        self.log_change(request, version, [{"changed": {"fields": [gettext("published")]}}])
        message = format_html(
            '{} <a href="{}">{}</a>',
            gettext("Published: %(version)s.") % {"version": version},
            reverse("policy", args=[version.document]),
            gettext("View the page"),
        )
        messages.success(request, message)
        return redirect("admin:policies_policyversion_changelist")
