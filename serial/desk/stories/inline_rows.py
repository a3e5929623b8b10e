"""The rows of a story's credits and parts: their forms, and moving a row up or down."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Count, Max, Q
from django.http import HttpRequest

from accounts.http import signed_in_user
from serial.chapters.ordering import sort_by_parts
from serial.desk.owned_admin import Row
from serial.desk.stories.credit_form import CreditForm, CreditFormSet
from serial.desk.stories.row_formset import RowFormSet
from serial.stories.models import Credit, Part, Story
from serial.stories.row_order import move_row
from serial.web.text_fields import CLEANED_FIELDS

PLACES = {"up": -1, "down": 1}


class OwnStoryInline(admin.StackedInline[Row, Story]):
    """Inline rows of a story: users who may edit the story may edit them."""

    extra = 1

    def has_view_permission(self, request: HttpRequest, obj: Story | None = None) -> bool:
        return True

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


class PartFormSet(RowFormSet[Part]):
    def save_new(self, form: forms.ModelForm[Part], commit: bool = True) -> Part:
        """Puts a new part last."""
        last = self.instance.parts.aggregate(last=Max("position"))["last"]
        form.instance.position = 0 if last is None else last + 1
        return super().save_new(form, commit)


class PartInline(OwnStoryInline[Part]):
    model = Part
    formset = PartFormSet
    fields = ["title"]
    formfield_overrides = CLEANED_FIELDS

    def get_queryset(self, request: HttpRequest) -> "models.QuerySet[Part]":
        not_deleted = Count("chapters", filter=Q(chapters__deleted_at=None))
        return super().get_queryset(request).annotate(chapter_count=not_deleted)


class CreditInline(OwnStoryInline[Credit]):
    model = Credit
    form = CreditForm
    formset = CreditFormSet
    fields = ["name", "role"]

    def get_formset(
        self, request: HttpRequest, obj: Story | None = None, **options: object
    ) -> "type[forms.BaseInlineFormSet[Credit, Story, forms.ModelForm[Credit]]]":
        formset = super().get_formset(request, obj, **options)
        if issubclass(formset, CreditFormSet):
            formset.user = signed_in_user(request)
        return formset

    def get_queryset(self, request: HttpRequest) -> "models.QuerySet[Credit]":
        return super().get_queryset(request).select_related("pen_name")


# Any: formsets of all kinds.
def move_asked_row(story: Story, formsets: Iterable[Any], asked: str) -> None:
    """asked: what a button sent, "up-12" for the row with the primary key 12."""
    direction, _, pk = asked.partition("-")
    if direction not in PLACES or not pk.isdecimal():
        return
    for formset in formsets:
        is_parts = formset.model is Part
        move_row(story.parts.all() if is_parts else story.credits.all(), int(pk), PLACES[direction])
        if is_parts:
            sort_by_parts(story)
