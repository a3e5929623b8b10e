"""The author's pen names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db import models
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.http import signed_in_user
from accounts.links import LINKS_HINT
from accounts.models import PenName
from serial.comments.models import Comment
from serial.comments.pen_names import delete_pen_name
from serial.desk.deletion_admin import DeletionAdmin
from serial.desk.desk_form import DeskForm
from serial.desk.editor.widgets import MarkdownTextarea
from serial.desk.lists import DeskList
from serial.desk.site import desk
from serial.images.fields import ImageUploadField
from serial.images.replacing import replacing_file
from serial.library.counts import follower_count
from serial.stories.covers import draw_covers
from serial.stories.models import Credit, Story

LIST = "desk:accounts_penname_changelist"


class PenNameForm(DeskForm, forms.ModelForm[PenName]):
    picture = ImageUploadField(label=gettext_lazy("Picture"), required=False)

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


@dataclass(frozen=True)
class StoryLink:
    """A story that names the pen name, and where that can be changed."""

    label: str
    url: str


@admin.register(PenName, site=desk)
class PenNameAdmin(DeskList[PenName], DeletionAdmin[PenName]):
    form = PenNameForm
    list_display = ["name"]
    ordering = ["name"]
    list_template = "desk/pen_name_list.html"
    change_form_template = "desk/pen_name_form.html"

    def rows_of(self, request: HttpRequest) -> "models.QuerySet[PenName]":
        return PenName.objects.filter(user=request.user.pk)

    def get_queryset(self, request: HttpRequest) -> "models.QuerySet[PenName]":
        on_stories = Q(credits__accepted_at__isnull=False, credits__story__deleted_at=None)
        counted = Count("credits__story", filter=on_stories, distinct=True)
        return (
            super()
            .get_queryset(request)
            .annotate(story_count=counted, follower_count=follower_count("pen_name"))
        )

    def save_model(
        self, request: HttpRequest, obj: PenName, form: PenNameForm, change: bool
    ) -> None:
        if not change:
            obj.user = signed_in_user(request)
        with replacing_file(obj, "picture"):
            obj.save_with_slug()
        draw_covers(Story.objects.filter(credits__pen_name=obj).distinct())

    # Any: as Django's.
    def response_add(self, request: HttpRequest, obj: PenName, *args: Any) -> HttpResponse:
        messages.success(request, _("Pen name “%(name)s” created.") % {"name": obj.name})
        return redirect(LIST)

    def response_change(self, request: HttpRequest, obj: PenName) -> HttpResponse:
        messages.success(request, _("Pen name “%(name)s” saved.") % {"name": obj.name})
        return redirect(LIST)

    def delete_model(self, request: HttpRequest, obj: PenName) -> None:
        delete_pen_name(obj, signed_in_user(request))

    def delete_queryset(self, request: HttpRequest, queryset: "models.QuerySet[PenName]") -> None:
        for pen_name in queryset:
            delete_pen_name(pen_name, signed_in_user(request))

    def deletion_title(self, rows: Sequence[PenName]) -> str:
        if _credits_of(rows):
            return _("“%(name)s” cannot be deleted yet") % {"name": rows[0].name}
        return _("Delete the pen name “%(name)s”?") % {"name": rows[0].name}

    def deletion_button(self, rows: Sequence[PenName]) -> str:
        return _("Delete the pen name")

    def deletion_facts(self, rows: Sequence[PenName]) -> list[str]:
        if _credits_of(rows):
            return [_("These stories name it. First give their credits to another pen name:")]
        comments = Comment.objects.filter(pen_name__in=[row.pk for row in rows]).count()
        facts = [_("Its page, biography, picture and links are erased. This cannot be undone.")]
        if comments:
            text = ngettext(
                "%(n)s comment that you posted under it stays, by “Anonymous”.",
                "%(n)s comments that you posted under it stay, by “Anonymous”.",
                comments,
            )
            facts.append(text % {"n": intcomma(comments)})
        return facts

    def deletion_message(self, count: int, name: str) -> str:
        return _("Pen name “%(name)s” deleted.") % {"name": name}

    def deletion_context(self, rows: Sequence[PenName]) -> dict[str, object]:
        links = [_link(credit) for credit in _credits_of(rows)]
        return super().deletion_context(rows) | {"protected_links": links}

    # Any: as Django's.
    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        # Pen names are deleted one by one: each page says what becomes of its comments.
        return {}


def _credits_of(rows: Sequence[PenName]) -> list[Credit]:
    """Returns the credits and invitations of the pen name, also on deleted stories."""
    credits = Credit.objects.filter(pen_name__in=[row.pk for row in rows])
    return list(credits.select_related("story").order_by("story__title", "pk"))


def _link(credit: Credit) -> StoryLink:
    if credit.accepted_at is None:
        return StoryLink(credit.story.title, reverse("desk:desk_creditinvitation_changelist"))
    return StoryLink(
        credit.story.title, reverse("desk:stories_story_credits", args=[credit.story_id])
    )
