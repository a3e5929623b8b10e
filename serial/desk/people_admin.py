"""The author's pen names and co-author invitations."""

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.http import signed_in_user
from accounts.links import LINKS_HINT
from accounts.models import PenName
from serial.comments.pen_names import delete_pen_name
from serial.desk.desk_form import DeskForm
from serial.desk.editor.widgets import MarkdownTextarea
from serial.desk.models import CreditInvitation
from serial.desk.owned_admin import OwnedAdmin
from serial.desk.site import desk
from serial.images.fields import ImageUploadField
from serial.images.replacing import replacing_file
from serial.stories.covers import draw_covers
from serial.stories.models import Credit, Story
from serial.stories.models.credit import CreditQuerySet


class PenNameForm(DeskForm, forms.ModelForm[PenName]):
    picture = ImageUploadField(label=_("Picture"), required=False)

    class Meta:
        model = PenName
        fields = ["name", "biography", "picture", "picture_alt", "links"]
        widgets = {
            "biography": MarkdownTextarea(attrs={"class": "vLargeTextField"}),
            "links": forms.Textarea(attrs={"rows": 3, "dir": "ltr"}),
        }
        help_texts = {"links": LINKS_HINT}

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("picture") and not cleaned.get("picture_alt"):
            self.add_error("picture_alt", _("Describe the picture for people who cannot see it."))
        return cleaned


@admin.register(PenName, site=desk)
class PenNameAdmin(OwnedAdmin[PenName]):
    form = PenNameForm
    list_display = ["name"]
    ordering = ["name"]

    def rows_of(self, request: HttpRequest) -> "models.QuerySet[PenName]":
        return PenName.objects.filter(user=request.user.pk)

    def save_model(
        self, request: HttpRequest, obj: PenName, form: PenNameForm, change: bool
    ) -> None:
        if not change:
            obj.user = signed_in_user(request)
        with replacing_file(obj, "picture"):
            obj.save_with_slug()
        draw_covers(Story.objects.filter(credits__pen_name=obj).distinct())

    def delete_model(self, request: HttpRequest, obj: PenName) -> None:
        delete_pen_name(obj, signed_in_user(request))

    def delete_queryset(self, request: HttpRequest, queryset: "models.QuerySet[PenName]") -> None:
        for pen_name in queryset:
            delete_pen_name(pen_name, signed_in_user(request))


@admin.register(CreditInvitation, site=desk)
class CreditInvitationAdmin(OwnedAdmin[Credit]):
    """Credits that another author added for one of my pen names; shown after I accept."""

    list_display = ["story", "pen_name", "role"]
    list_display_links = None
    list_select_related = ["story", "pen_name"]
    actions = ["accept", "decline"]
    ordering = ["pk"]

    def rows_of(self, request: HttpRequest) -> CreditQuerySet:
        return CreditInvitation.objects.invitations_for(signed_in_user(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Credit | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Credit | None = None) -> bool:
        return False

    @admin.action(description=_("Accept: show my name"))
    def accept(self, request: HttpRequest, queryset: CreditQuerySet) -> None:
        credits = list(queryset)
        for credit in credits:
            credit.accept()
        draw_covers([credit.story for credit in credits])
        text = ngettext(
            "Invitation accepted. %(count)d story now shows your pen name.",
            "Invitations accepted. %(count)d stories now show your pen name.",
            len(credits),
        )
        self.message_user(request, text % {"count": len(credits)}, messages.SUCCESS)

    @admin.action(description=_("Decline"))
    def decline(self, request: HttpRequest, queryset: CreditQuerySet) -> None:
        queryset.delete()
