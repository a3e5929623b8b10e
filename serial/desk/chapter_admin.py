from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from serial.chapters.deleting import delete_chapter, undelete_chapter
from serial.chapters.models import Chapter
from serial.chapters.ordering import move_chapter, move_to_part, set_numbered
from serial.chapters.releasing import release_now, set_release, withdraw
from serial.chapters.saving import FIRST_REVISION, Saving, create_chapter, give_address, save_text
from serial.chapters.texts import RENDERED_FIELDS, TEXT_FIELDS, ChapterText
from serial.desk.deleting import SoftDeletingAdmin
from serial.desk.forms.chapter import ChapterForm
from serial.desk.owned import KeptFilter
from serial.desk.revisions import RevisionPages, differences
from serial.desk.site import desk
from serial.desk.widgets import MarkdownxEditor
from serial.stories.models import Part, Story


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("draft", _("Draft")),
            ("scheduled", _("Scheduled")),
            ("released", _("Released")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        states = {
            "draft": queryset.drafts,
            "scheduled": queryset.scheduled,
            "released": queryset.released,
        }
        wanted = states.get(self.value() or "")
        return wanted() if wanted else queryset


@admin.register(Chapter, site=desk)
class ChapterAdmin(RevisionPages, SoftDeletingAdmin[Chapter]):
    form = ChapterForm
    change_form_template = "desk/chapter_form.html"
    list_display = ["label", "story", "part", "number", "state", "release_at", "words"]
    list_display_links = ["label"]
    list_filter = [
        KeptFilter,
        StateFilter,
        ("story", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["story", "part"]
    search_fields = ["title"]
    ordering = ["story", "position", "pk"]
    actions = ["publish_selected", "withdraw_selected", "undelete_selected"]
    readonly_fields = ["as_readers_see_it"]

    def get_fieldsets(self, request: HttpRequest, obj: Chapter | None = None) -> Any:
        shown = ["as_readers_see_it"] if obj else []
        return [
            (None, {"fields": ["story", "title", *shown]}),
            (_("Words"), {"fields": ["note_before", "body", "note_after", "content_note"]}),
            (_("Release"), {"fields": ["release_at"]}),
            (
                _("Where it stands"),
                {"fields": ["part", "place", "is_numbered", "wanted_slug"]},
            ),
            (_("Revision"), {"fields": ["remark", "based_on", "once_key"]}),
        ]

    def get_queryset(self, request: HttpRequest) -> "models.QuerySet[Chapter]":
        chapters: Any = super().get_queryset(request)
        is_list = request.resolver_match and request.resolver_match.url_name == (
            "chapters_chapter_changelist"
        )
        wanted: models.QuerySet[Chapter] = (
            chapters.without_text() if is_list else chapters.select_related("story")
        )
        return wanted

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **options: Any) -> Any:
        stories = self.stories_of(request)
        if db_field.name == "story":
            options["queryset"] = stories
        if db_field.name == "part":
            options["queryset"] = Part.objects.filter(story__in=stories).select_related("story")
        return super().formfield_for_foreignkey(db_field, request, **options)

    def stories_of(self, request: Any) -> "models.QuerySet[Story]":
        return Story.objects.of(request.user).kept()

    def get_changeform_initial_data(self, request: Any) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        stories = list(self.stories_of(request)[:2])
        if "story" not in initial and len(stories) == 1:
            initial["story"] = stories[0].pk
        return initial

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **options)
        for name in ("story", "part"):
            widget = form.base_fields[name].widget
            widget.can_add_related = widget.can_change_related = widget.can_view_related = False
        for name in RENDERED_FIELDS:
            form.base_fields[name].widget = MarkdownxEditor(story=obj.story if obj else None)
        if obj:
            form.base_fields["part"].queryset = obj.story.parts.all()
        return form

    @admin.display(description=_("chapter"), ordering="title")
    def label(self, chapter: Chapter) -> str:
        return chapter.label()

    @admin.display(description=_("state"), ordering="release_at")
    def state(self, chapter: Chapter) -> str:
        if chapter.is_draft():
            return gettext("Draft")
        return gettext("Scheduled") if chapter.is_scheduled() else gettext("Released")

    @admin.display(description=_("as readers see it"))
    def as_readers_see_it(self, chapter: Chapter) -> str:
        return format_html('<a href="{}">{}</a>', chapter.get_absolute_url(), chapter.label())

    def save_model(self, request: Any, obj: Chapter, form: Any, change: bool) -> None:
        cleaned = form.cleaned_data
        saving = Saving(by=request.user, remark=cleaned["remark"])
        if change:
            self._save_changed(obj, form, saving)
        else:
            made = create_chapter(
                cleaned["story"],
                form.text(),
                saving,
                part=cleaned["part"],
                is_numbered=cleaned["is_numbered"],
                wanted_slug=cleaned["wanted_slug"],
                form_key=cleaned["once_key"],
                based_on=cleaned["based_on"] or FIRST_REVISION,
            )
            obj.pk = made.pk
        obj.refresh_from_db()
        if "release_at" in form.changed_data:
            set_release(obj, cleaned["release_at"])
        if cleaned["place"]:
            move_chapter(obj, cleaned["place"])

    def _save_changed(self, obj: Chapter, form: Any, saving: Saving) -> None:
        cleaned = form.cleaned_data
        save_text(obj, form.text(), saving, based_on=cleaned["based_on"] or 0)
        kept = Chapter.objects.select_related("story").get(pk=obj.pk)
        if "part" in form.changed_data:
            move_to_part(kept, cleaned["part"])
        if "is_numbered" in form.changed_data:
            set_numbered(kept, cleaned["is_numbered"])
        if cleaned["wanted_slug"]:
            give_address(kept, cleaned["wanted_slug"])

    def delete_softly(self, obj: Chapter) -> None:
        delete_chapter(obj)

    def undelete(self, obj: Chapter) -> None:
        undelete_chapter(obj)

    @admin.action(description=_("Publish now"))
    def publish_selected(self, request: HttpRequest, queryset: Any) -> None:
        for chapter in queryset:
            release_now(chapter)

    @admin.action(description=_("Back to draft"))
    def withdraw_selected(self, request: HttpRequest, queryset: Any) -> None:
        for chapter in queryset:
            withdraw(chapter)

    def render_change_form(
        self, request: Any, context: dict[str, Any], *args: Any, **options: Any
    ) -> Any:
        form = context["adminform"].form
        context["newest"] = form.newest
        if form.newest:
            typed = {name: form.cleaned_data.get(name) or "" for name in TEXT_FIELDS}
            context["differences"] = differences(form.newest.text(), ChapterText(**typed))
        return super().render_change_form(request, context, *args, **options)
