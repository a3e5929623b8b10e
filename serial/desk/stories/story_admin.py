from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.http import signed_in_user
from serial.chapters.html.rerendering import rerender_story
from serial.chapters.ordering import sort_by_parts
from serial.chapters.totals import refresh_due_totals
from serial.desk.editor.markup_warnings import warn_of_too_much_markup
from serial.desk.importing.result_page import ResultPage
from serial.desk.owned_admin import DeletedFilter
from serial.desk.replacing.replacement_page import ReplacementPage
from serial.desk.replacing.search_page import SearchPage
from serial.desk.site import desk
from serial.desk.stories.announcements.list_page import AnnouncementPages
from serial.desk.stories.arrange_page import ArrangePage
from serial.desk.stories.credit_form import CreditFormSet
from serial.desk.stories.inline_rows import CreditInline, PartInline, move_asked_row
from serial.desk.stories.new_story_form import NewStoryForm, offer_pen_names
from serial.desk.stories.note_page import NotePage
from serial.desk.stories.story_deleting import StoryDeleting
from serial.desk.stories.story_form import StoryForm
from serial.desk.stories.story_list import StoryList
from serial.desk.stories.story_page import StoryPage
from serial.desk.stories.story_tabs import fields_of, settings_tab_of
from serial.stories.cover_files import replacing_cover
from serial.stories.covers import draw_cover
from serial.stories.crediting import add_credit, create_story
from serial.stories.models import Story
from serial.stories.models.story import StoryQuerySet
from serial.stories.tagging import set_tags

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldsetSpec

# A change of these fields requires rendering every chapter again.
RENDERING_FIELDS = {"language", "smart_punctuation"}


@admin.register(Story, site=desk)
class StoryAdmin(
    StoryList,
    StoryPage,
    AnnouncementPages,
    NotePage,
    ArrangePage,
    SearchPage,
    ReplacementPage,
    ResultPage,
    StoryDeleting,
):
    form = StoryForm
    add_form_template = "desk/story_new.html"
    list_display = ["title", "visibility", "status", "chapter_count", "words", "last_release_at"]
    list_filter = [DeletedFilter, "visibility", "status"]
    search_fields = ["title"]
    ordering = ["title", "pk"]

    def get_fieldsets(self, request: HttpRequest, obj: Story | None = None) -> "_FieldsetSpec":
        if obj is None:
            return [(None, {"fields": ["title", "pen_name", "creation_key"]})]
        tab = settings_tab_of(request)
        return [(None, {"fields": fields_of(tab) if tab else []})]

    def get_inlines(
        self, request: HttpRequest, obj: Story | None
    ) -> tuple[type[PartInline | CreditInline], ...]:
        tab = settings_tab_of(request)
        inlines: dict[str, type[PartInline | CreditInline]] = {
            "parts": PartInline,
            "credits": CreditInline,
        }
        return (inlines[tab.name],) if obj and tab and tab.name in inlines else ()

    def get_form(
        self,
        request: HttpRequest,
        obj: Story | None = None,
        change: bool = False,
        **options: object,
    ) -> type[forms.ModelForm[Story]]:
        if obj is None:
            form = super().get_form(request, obj, change, form=NewStoryForm)
            offer_pen_names(form, request.user.pk)
            return form
        form = super().get_form(request, obj, change, **options)
        asked = set(flatten_fieldsets(self.get_fieldsets(request, obj)))
        for name in set(form.base_fields) - asked:
            # Declared fields, which Django keeps whether they are asked for or not.
            del form.base_fields[name]
        return form

    def rows_of(self, request: HttpRequest) -> StoryQuerySet:
        return Story.objects.credited_to(request.user)

    def get_queryset(self, request: HttpRequest) -> "models.QuerySet[Story]":
        refresh_due_totals()
        return super().get_queryset(request)

    def save_model(
        self, request: HttpRequest, obj: Story, form: StoryForm | NewStoryForm, change: bool
    ) -> None:
        if isinstance(form, NewStoryForm):
            cleaned = form.cleaned_data
            create_story(obj, cleaned["pen_name"], form_key=cleaned["creation_key"])
            return
        with replacing_cover(obj):
            obj.save_with_slug(form.cleaned_data.get("requested_slug", ""))
        if tags := form.tags_by_kind():
            set_tags(obj, tags)
        if RENDERING_FIELDS & set(form.changed_data):
            rerender_story(obj)
        fields = [name for name in ("summary",) if name in form.fields]
        warn_of_too_much_markup(request, obj, fields, obj.render_options("preview"))

    def response_add(
        self, request: HttpRequest, obj: Story, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Leads to the first chapter, whose form has the cursor in the text."""
        chapter = reverse(f"{self.admin_site.name}:chapters_chapter_add")
        return redirect(f"{chapter}?story={obj.pk}")

    def save_formset(
        self,
        request: HttpRequest,
        form: StoryForm,
        formset: "forms.BaseInlineFormSet[models.Model, Story, forms.ModelForm[models.Model]]",
        change: bool,
    ) -> None:
        if not isinstance(formset, CreditFormSet):
            super().save_formset(request, form, formset, change)
            sort_by_parts(form.instance)
            return
        for credit in formset.save(commit=False):
            if credit.pk:
                credit.save()
            else:
                add_credit(form.instance, credit.pen_name, credit.role, by=signed_in_user(request))
        for credit in formset.deleted_objects:
            credit.delete()

    def save_related(
        self, request: HttpRequest, form: StoryForm, formsets: list[Any], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        if move := request.POST.get("move"):
            move_asked_row(form.instance, formsets, move)
        draw_cover(form.instance)
