"""Members who leave and erasures in /admin/, for superusers."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext

from accounts.http import signed_in_user
from accounts.member_row_admin import MemberRowAdmin
from accounts.models import User
from serial.after_response import run_after_response
from serial.archive.erasing import erase_due_account
from serial.archive.guests.comments import erase_guest_comments
from serial.archive.guests.search_form import GuestCommentsForm
from serial.archive.leaving.account_deletions import (
    DeletionRefused,
    cancel_for_member,
    start_deletion,
)
from serial.archive.leaving.admin_form import AdminLeavingForm
from serial.archive.leaving.emails import announce, announce_cancelled
from serial.archive.models import AccountDeletion, ErasureRecord
from serial.params import parse_id

# On one page of the comments of a guest.
MAX_COMMENTS = 100


@admin.register(AccountDeletion)
class AccountDeletionAdmin(MemberRowAdmin[AccountDeletion]):
    """Started on the page of a user. Deleting a row cancels it, if an administrator started it."""

    list_display = [
        *("user", "requested_at", "due_at", "by_member", "requested_by", "is_cancellable"),
    ]
    list_select_related = ["user", "requested_by"]
    search_fields = ["user__username"]
    actions = None

    def get_urls(self) -> list[URLPattern]:
        start = self.admin_site.admin_view(self.start_deletion)
        name = "archive_accountdeletion_start"
        return [path("of/<int:pk>/", start, name=name), *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: AccountDeletion | None = None
    ) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: AccountDeletion | None = None
    ) -> bool:
        is_theirs = obj is not None and obj.by_member
        return super().has_delete_permission(request, obj) and not is_theirs

    # Any, as in Django.
    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except DeletionRefused as error:
            messages.error(request, str(error))
            return redirect("admin:archive_accountdeletion_changelist")

    def delete_model(self, request: HttpRequest, obj: AccountDeletion) -> None:
        cancel_for_member(obj.user, by=signed_in_user(request))
        announce_cancelled(request, obj.user)

    def start_deletion(self, request: HttpRequest, pk: int) -> HttpResponse:
        user = get_object_or_404(User, pk=pk)
        form = AdminLeavingForm(user, request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                return self._start(request, user, form)
            except DeletionRefused as error:
                form.add_error(None, str(error))
        context = self.admin_site.each_context(request) | {
            "title": gettext("Delete the account of “%s”") % user,
            "opts": User._meta,
            "original": user,
            "form": form,
            "present": AccountDeletion.objects.filter(user=user).first(),
        }
        return TemplateResponse(request, "archive/admin/start_deletion.html", context)

    def _start(self, request: HttpRequest, user: User, form: AdminLeavingForm) -> HttpResponse:
        deletion = start_deletion(
            user,
            form.comments_choice(),
            form.decisions(),
            by=signed_in_user(request),
            at_once=form.is_at_once(),
        )
        if form.is_at_once():
            # If it fails, or the process ends, the daily command does it.
            run_after_response(request, lambda: erase_due_account(user.pk))
            text = gettext("The account is being erased. A record will say when it is done.")
        else:
            announce(request, deletion)
            text = gettext("The member got an email, and can keep the account by signing in.")
        messages.success(request, text)
        return redirect("admin:archive_accountdeletion_changelist")


@admin.register(ErasureRecord)
class ErasureRecordAdmin(admin.ModelAdmin[ErasureRecord]):
    """Read-only, with the page on which comments of a guest are erased."""

    list_display = [
        *("erased_on", "kind", "stories_hand_over", "stories_keep", "stories_deleted"),
        *("comments_erased", "comments_kept", "erased_by"),
    ]
    list_select_related = ["erased_by"]
    list_filter = ["kind"]
    change_list_template = "archive/admin/erasure_records.html"

    def get_urls(self) -> list[URLPattern]:
        erase = self.admin_site.admin_view(self.erase_guest_comments)
        name = "archive_erasurerecord_guest_comments"
        return [path("guest-comments/", erase, name=name), *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ErasureRecord | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ErasureRecord | None = None) -> bool:
        return False

    def erase_guest_comments(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            return self._erase(request)
        form = GuestCommentsForm(request.GET or None)
        matching = form.find() if form.is_valid() else None
        comments = () if matching is None else matching.select_related("chapter__story", "pen_name")
        context = self.admin_site.each_context(request) | {
            "title": gettext("Erase comments of a guest"),
            "opts": ErasureRecord._meta,
            "form": form,
            "is_search": matching is not None,
            "comments": comments[:MAX_COMMENTS],
            "count": 0 if matching is None else matching.count(),
            "limit": MAX_COMMENTS,
        }
        return TemplateResponse(request, "archive/admin/guest_comments.html", context)

    def _erase(self, request: HttpRequest) -> HttpResponse:
        pks = [pk for text in request.POST.getlist("comment") if (pk := parse_id(text))]
        if "confirm" not in request.POST or not pks:
            text = gettext("Nothing was erased. Choose comments, and confirm that you mean it.")
            messages.error(request, text)
            return redirect(request.get_full_path())
        count = erase_guest_comments(pks[:MAX_COMMENTS], signed_in_user(request))
        text = ngettext("%(n)d comment erased.", "%(n)d comments erased.", count) % {"n": count}
        messages.success(request, text)
        return redirect(reverse("admin:archive_erasurerecord_changelist"))
