from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Max
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.http import signed_in_user
from accounts.models import PenName
from serial.chapters.ordering import sort_by_parts
from serial.chapters.rerendering import rerender_story
from serial.chapters.totals import refresh_due_totals
from serial.desk.comments.story_comments_page import StoryCommentsPage
from serial.desk.editor.markup_warnings import warn_of_too_much_markup
from serial.desk.owned_admin import DeletedFilter, Row
from serial.desk.replacing.replacement_page import ReplacementPage
from serial.desk.replacing.search_page import SearchPage
from serial.desk.site import desk
from serial.desk.soft_delete_admin import SoftDeletingAdmin
from serial.desk.stories.arrange_page import ArrangePage
from serial.desk.stories.cover_fields import COVER_CHOICES
from serial.desk.stories.crawler_fields import crawler_fields, crawler_note
from serial.desk.stories.credit_form import CreditForm, CreditFormSet
from serial.desk.stories.story_form import StoryForm
from serial.desk.stories.story_page import StoryPage
from serial.stories.cover_files import replacing_cover
from serial.stories.covers import draw_cover
from serial.stories.crediting import add_credit, create_story
from serial.stories.models import Credit, Part, Story
from serial.stories.models.story import StoryQuerySet
from serial.stories.tagging import set_tags
from serial.web.text_fields import CLEANED_FIELDS

if TYPE_CHECKING:
    from django.contrib.admin.options import InlineModelAdmin, _FieldsetSpec

# A change of these fields requires rendering every chapter again.
RENDERING_FIELDS = {"language", "smart_punctuation"}


class OwnStoryInline(admin.StackedInline[Row, Story]):
    """Inline rows of a story: users who may edit the story may edit them."""

    extra = 1

    def has_view_permission(self, request: HttpRequest, obj: Story | None = None) -> bool:
        return True

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


class PartForm(forms.ModelForm[Part]):
    def has_changed(self) -> bool:
        # A new row without a title is empty, although its position has an initial value.
        title = self.data.get(self.add_prefix("title"), "")
        return super().has_changed() and bool(self.instance.pk or title.strip())


class PartInline(OwnStoryInline[Part]):
    model = Part
    form = PartForm
    fields = [("position", "title")]
    formfield_overrides = CLEANED_FIELDS


class CreditInline(OwnStoryInline[Credit]):
    model = Credit
    form = CreditForm
    formset = CreditFormSet
    fields = [("name", "role", "position", "is_accepted")]
    readonly_fields = ["is_accepted"]

    @admin.display(description=_("accepted"), boolean=True)
    def is_accepted(self, credit: Credit) -> bool:
        return credit.accepted_at is not None

    def get_formset(
        self, request: HttpRequest, obj: Story | None = None, **options: object
    ) -> "type[forms.BaseInlineFormSet[Credit, Story, forms.ModelForm[Credit]]]":
        formset = super().get_formset(request, obj, **options)
        if issubclass(formset, CreditFormSet):
            formset.user = signed_in_user(request)
        return formset

    def get_queryset(self, request: HttpRequest) -> "models.QuerySet[Credit]":
        return super().get_queryset(request).select_related("pen_name")


@admin.register(Story, site=desk)
class StoryAdmin(
    StoryPage,
    ArrangePage,
    SearchPage,
    ReplacementPage,
    StoryCommentsPage,
    SoftDeletingAdmin[Story],
):
    form = StoryForm
    change_form_template = "desk/story_form.html"
    list_display = ["title", "visibility", "status", "chapter_count", "words", "last_release_at"]
    list_filter = [DeletedFilter, "visibility", "status"]
    search_fields = ["title"]
    ordering = ["title", "pk"]
    readonly_fields = ["public_page", "cover_preview"]

    def get_fieldsets(self, request: HttpRequest, obj: Story | None = None) -> "_FieldsetSpec":
        main = ["title", "requested_slug", "summary", "language", "visibility", "status"]
        return [
            (None, {"fields": [*main, "public_page"] if obj else ["pen_name", *main]}),
            (_("Rating and warnings"), {"fields": ["rating", "warnings", "content_notes"]}),
            (
                _("Tags"),
                {"fields": ["fandom", "character", "relationship", "genre", "freeform"]},
            ),
            (
                _("Cover"),
                {
                    "fields": [
                        *(["cover_preview"] if obj else []),
                        *("cover", "cover_alt", COVER_CHOICES[:2], COVER_CHOICES[2:]),
                    ],
                    "description": _(
                        "Without a picture of yours, the cover is drawn from the title and the"
                        " pen names."
                    ),
                    "classes": ["collapse"],
                },
            ),
            (
                _("Chapters"),
                {
                    "fields": [
                        *("smart_punctuation", "default_note_before", "default_note_after"),
                        *("shows_next_release", "comment_prompt"),
                    ]
                },
            ),
            (_("Copyright"), {"fields": ["copyright_line"], "classes": ["collapse"]}),
            (
                _("Search engines and AI"),
                {
                    "fields": [*crawler_fields()],
                    "description": crawler_note(),
                    "classes": ["collapse"],
                },
            ),
        ]

    def get_formset_kwargs(
        self,
        request: HttpRequest,
        obj: Story,
        inline: "InlineModelAdmin[models.Model, Story]",
        prefix: str,
    ) -> dict[str, object]:
        options = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, PartInline):
            # A new part comes last.
            last = obj.parts.aggregate(last=Max("position"))["last"] if obj and obj.pk else 0
            options["initial"] = [{"position": (last or 0) + 1}]
        return options

    def get_inlines(
        self, request: HttpRequest, obj: Story | None
    ) -> tuple[type[PartInline | CreditInline], ...]:
        return (PartInline, CreditInline) if obj else (PartInline,)

    def get_form(
        self,
        request: HttpRequest,
        obj: Story | None = None,
        change: bool = False,
        **options: object,
    ) -> type[forms.ModelForm[Story]]:
        form = super().get_form(request, obj, change, **options)
        choices = None if change else form.base_fields["pen_name"]
        if isinstance(choices, forms.ModelChoiceField):
            choices.queryset = PenName.objects.filter(user=request.user.pk)
            choices.initial = choices.queryset.first()
        return form

    def rows_of(self, request: HttpRequest) -> StoryQuerySet:
        return Story.objects.credited_to(request.user)

    def get_queryset(self, request: HttpRequest) -> "models.QuerySet[Story]":
        refresh_due_totals()
        return super().get_queryset(request)

    @admin.display(description=_("public page"))
    def public_page(self, story: Story) -> str:
        return format_html('<a href="{}">{}</a>', story.get_absolute_url(), story.title)

    @admin.display(description=_("current cover"))
    def cover_preview(self, story: Story) -> str:
        url = story.cover_links().url
        if not url:
            return "-"
        return format_html('<img src="{}" alt="" width="120" height="180">', url)

    def save_model(self, request: HttpRequest, obj: Story, form: StoryForm, change: bool) -> None:
        if change:
            with replacing_cover(obj):
                obj.save_with_slug(form.cleaned_data["requested_slug"])
        else:
            cleaned = form.cleaned_data
            create_story(
                obj, cleaned["pen_name"], cleaned["requested_slug"], cleaned["creation_key"]
            )
        set_tags(obj, form.tags_by_kind())
        if change and RENDERING_FIELDS & set(form.changed_data):
            rerender_story(obj)
        warn_of_too_much_markup(request, obj, ["summary"], obj.render_options("preview"))

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
        draw_cover(form.instance)

    def soft_delete(self, obj: Story) -> None:
        obj.soft_delete()

    def undelete(self, obj: Story) -> None:
        obj.undelete()
