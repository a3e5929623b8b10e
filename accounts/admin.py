"""The account models in /admin/, for superusers."""

from typing import Any

from allauth.account.admin import EmailAddressAdmin
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts import admin_access
from accounts.admin_choices import CheckedAutocompleteAdmin
from accounts.alerts import alert_user
from accounts.member_row_admin import MemberRowAdmin
from accounts.models import AuthorRequest, Invitation, MemberProfile, PenName, Preferences, User
from serial.images.fields import ImageUploadField
from serial.images.file_admin import FileDeletingAdmin
from serial.images.replacing import replacing_file
from serial.params import parse_id
from serial.times.wording import zone_name

admin.site.has_permission = admin_access.has_admin_access  # type: ignore[method-assign]
admin.site.login = admin_access.redirect_to_sign_in  # type: ignore[method-assign]
admin.site.get_app_list = admin_access.accessible_apps  # type: ignore[method-assign]
admin.site.site_header = admin.site.site_title = _("Administration")


@admin.register(User)
class MemberAdmin(UserAdmin[User]):
    list_display = ["username", "email", "is_active", "is_superuser", "date_joined"]
    list_filter = ["is_active", "is_superuser", "groups"]
    search_fields = ["username", "email"]
    fieldsets = [
        (None, {"fields": ["username", "email", "password"]}),
        (_("Permissions"), {"fields": ["is_active", "is_superuser", "groups"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "email", "usable_password", "password1", "password2"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal = ["groups"]

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        former = User.objects.filter(pk=parse_id(id) or 0).first()
        response = super().user_change_password(request, id, form_url)
        if former and not User.objects.filter(pk=former.pk, password=former.password).exists():
            alert_user(request, former, "password_changed")
        return response

    def delete_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """Asks what to do with the member's stories and comments, as the member's own page does."""
        return redirect("admin:archive_accountdeletion_start", parse_id(object_id) or 0)

    # Any, as in Django.
    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        # Members are deleted one by one.
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def save_model(
        self, request: HttpRequest, obj: User, form: ModelForm[User], change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            values = {"from_email": form.initial["email"], "to_email": obj.email}
            alert_user(request, obj, "email_changed", **values)


# Their rows have secrets and session keys, and their forms allow to change them.
admin.site.unregister([Authenticator, UserSession])
admin.site.unregister(EmailAddress)


@admin.register(EmailAddress)
class MemberEmailAdmin(MemberRowAdmin[EmailAddress], EmailAddressAdmin):  # type: ignore[misc]
    """The page of the library for accounts."""


@admin.register(Authenticator)
class AuthenticatorAdmin(MemberRowAdmin[Authenticator]):
    """For members who have lost their second factor: superusers remove it."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_select_related = ["user"]
    search_fields = ["user__username"]
    fields = ["user", "type", "created_at", "last_used_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Authenticator | None = None) -> bool:
        return False


@admin.register(PenName)
class PenNameAdmin(CheckedAutocompleteAdmin[PenName]):
    list_display = ["name", "user", "created_at"]
    list_select_related = ["user"]
    search_fields = ["name", "user__username"]
    autocomplete_fields = ["user"]
    formfield_overrides = {models.ImageField: {"form_class": ImageUploadField}}

    def has_delete_permission(self, request: HttpRequest, obj: PenName | None = None) -> bool:
        # It is on stories and beside comments. It is erased with the account.
        return False

    def save_model(
        self, request: HttpRequest, obj: PenName, form: ModelForm[PenName], change: bool
    ) -> None:
        with replacing_file(obj, "picture"):
            obj.save_with_slug()


@admin.register(Preferences)
class PreferencesAdmin(MemberRowAdmin[Preferences], CheckedAutocompleteAdmin[Preferences]):
    list_display = ["user", "language", "time_zone"]
    list_select_related = ["user"]
    search_fields = ["user__username"]
    autocomplete_fields = ["user"]


@admin.register(MemberProfile)
class MemberProfileAdmin(
    FileDeletingAdmin[MemberProfile],
    MemberRowAdmin[MemberProfile],
    CheckedAutocompleteAdmin[MemberProfile],
):
    """To turn off a public page, or to remove what it says."""

    file_field = "picture"
    list_display = ["user", "is_public", "name"]
    list_filter = ["is_public"]
    list_select_related = ["user"]
    search_fields = ["user__username", "name"]
    autocomplete_fields = ["user"]
    # The member's own form reads what is uploaded; this one would store any file.
    readonly_fields = ["picture"]

    def save_model(
        self,
        request: HttpRequest,
        obj: MemberProfile,
        form: ModelForm[MemberProfile],
        change: bool,
    ) -> None:
        obj.render_about()
        super().save_model(request, obj, form, change)


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin[Invitation]):
    list_display = ["note", "invited_by", "created_at", "expires_at", "accepted_by", "revoked_at"]
    list_select_related = ["invited_by", "accepted_by"]
    fields = ["note", "expires_at"]

    def get_form(
        self,
        request: HttpRequest,
        obj: Invitation | None = None,
        change: bool = False,
        **options: object,
    ) -> type[ModelForm[Invitation]]:
        form = super().get_form(request, obj, change, **options)
        form.base_fields["expires_at"].help_text = _("Time zone: %(zone)s.") % {"zone": zone_name()}
        return form

    def save_model(
        self, request: HttpRequest, obj: Invitation, form: ModelForm[Invitation], change: bool
    ) -> None:
        if not change and isinstance(request.user, User):
            obj.invited_by = request.user
        super().save_model(request, obj, form, change)


@admin.register(AuthorRequest)
class AuthorRequestAdmin(MemberRowAdmin[AuthorRequest]):
    """Read-only. Administrators decide requests on the page of invitations."""

    list_display = ["user", "created_at", "decided_at", "is_approved", "decided_by"]
    list_select_related = ["user", "decided_by"]
    search_fields = ["user__username", "reason"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuthorRequest | None = None) -> bool:
        return False
