from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.http import signed_in_user
from serial.chapters.models import Chapter
from serial.chapters.models.chapter import ChapterQuerySet
from serial.chapters.ordering import move_chapter, move_to_part, set_numbered
from serial.chapters.releases.queue.arranging import add_to_queue
from serial.chapters.releases.queue.changing import QueueRefused
from serial.chapters.releases.releasing import set_release, set_silent
from serial.chapters.releases.undoing import UNDO_PERIOD
from serial.chapters.saving import FIRST_REVISION, SaveInfo, create_chapter, save_text, set_slug
from serial.chapters.texts import RENDERED_FIELDS
from serial.comments.feedback_pause import feedback_paused_since
from serial.desk.chapters.announce_page import AnnouncePage
from serial.desk.chapters.bulk_actions import BulkActions
from serial.desk.chapters.chapter_deleting import ChapterDeleting
from serial.desk.chapters.chapter_form import ChapterForm
from serial.desk.chapters.draft_comment_list import list_context
from serial.desk.chapters.draft_comment_pages import DraftCommentPages
from serial.desk.chapters.list_redirect import ListRedirect
from serial.desk.chapters.menu_page import MenuPage
from serial.desk.chapters.preview_page import PreviewPage
from serial.desk.chapters.save_response import MAKE_PUBLIC, SaveResponse
from serial.desk.chapters.undo_release_page import offered_undo
from serial.desk.chapters.writing_context import writing_context
from serial.desk.comments.chapter_comments_page import ChapterCommentsPage
from serial.desk.comments.orphaned_comments import passages_to_be_orphaned
from serial.desk.editor.ignored_checks import IgnoredChecks, change_ignored
from serial.desk.editor.manuscript_fields import MANUSCRIPT_FIELD
from serial.desk.editor.markup_warnings import warn_of_too_much_markup
from serial.desk.editor.opened_copy import choose_copy, unsaved_line
from serial.desk.editor.widgets import ChapterEditor, ManuscriptTextarea
from serial.desk.editor.working_copies import mark_copy_saved, unsaved_copies
from serial.desk.models import WorkingCopy
from serial.desk.owned_admin import DeletedFilter
from serial.desk.planning.calendar_page import CalendarPage
from serial.desk.planning.queue_actions import added_text
from serial.desk.planning.schedule_page import SchedulePage
from serial.desk.revisions.pages import RevisionPages
from serial.desk.site import desk
from serial.params import parse_id
from serial.stories.models import Part

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldsetSpec

ROWS_IN_STATE: dict[str, Callable[[ChapterQuerySet], ChapterQuerySet]] = {
    "draft": ChapterQuerySet.drafts,
    "scheduled": ChapterQuerySet.scheduled,
    "released": ChapterQuerySet.released,
}


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(
        self, request: HttpRequest, model_admin: "admin.ModelAdmin[Chapter]"
    ) -> list[tuple[str, str]]:
        return [
            ("draft", gettext("Draft")),
            ("scheduled", gettext("Scheduled")),
            ("released", gettext("Released")),
        ]

    def queryset(
        self, request: HttpRequest, queryset: "models.QuerySet[Chapter]"
    ) -> "models.QuerySet[Chapter]":
        rows_in_state = ROWS_IN_STATE.get(self.value() or "")
        if rows_in_state is None or not isinstance(queryset, ChapterQuerySet):
            return queryset
        return rows_in_state(queryset)


@admin.register(Chapter, site=desk)
class ChapterAdmin(
    ListRedirect,
    BulkActions,
    MenuPage,
    AnnouncePage,
    PreviewPage,
    CalendarPage,
    SchedulePage,
    ChapterCommentsPage,
    DraftCommentPages,
    RevisionPages,
    SaveResponse,
    ChapterDeleting,
):
    form = ChapterForm
    change_form_template = "desk/chapter_form.html"
    list_display = ["label", "story", "part", "number", "state", "release_at", "words"]
    list_display_links = ["label"]
    list_filter = [
        DeletedFilter,
        StateFilter,
        ("story", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["story", "part"]
    search_fields = ["title"]
    actions = [
        *("publish_selected", "schedule_selected", "queue_selected", "unqueue_selected"),
        "revert_selected_to_draft",
        *("move_selected_to_part", "move_selected_to_story", "undelete_selected"),
    ]
    ordering = ["story", "position", "pk"]

    def get_fieldsets(self, request: HttpRequest, obj: Chapter | None = None) -> "_FieldsetSpec":
        # The template arranges the fields; Django only needs their names.
        return [(None, {"fields": list(self.form.base_fields)})]

    def get_queryset(self, request: HttpRequest) -> ChapterQuerySet:
        chapters = super().get_queryset(request)
        is_list = request.resolver_match and request.resolver_match.url_name == (
            "chapters_chapter_changelist"
        )
        return chapters.without_text() if is_list else chapters.select_related("story")

    def formfield_for_foreignkey(
        self,
        db_field: "models.ForeignKey[models.Model, models.Model]",
        request: HttpRequest,
        **options: object,
    ) -> "forms.ModelChoiceField[models.Model] | None":
        stories = self.stories_of(request)
        if db_field.name == "story":
            options["queryset"] = stories
        if db_field.name == "part":
            options["queryset"] = Part.objects.filter(story__in=stories).select_related("story")
        return super().formfield_for_foreignkey(db_field, request, **options)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, str | list[str]]:
        initial = super().get_changeform_initial_data(request)
        stories = list(self.stories_of(request)[:2])
        if "story" not in initial and len(stories) == 1:
            initial["story"] = str(stories[0].pk)
        return initial

    def get_form(
        self,
        request: HttpRequest,
        obj: Chapter | None = None,
        change: bool = False,
        **options: object,
    ) -> type[forms.ModelForm[Chapter]]:
        form = super().get_form(request, obj, change, **options)
        for name in ("story", "part"):
            widget = form.base_fields[name].widget
            widget.can_add_related = widget.can_change_related = widget.can_view_related = False
        story = obj.story if obj else None
        ignored = IgnoredChecks(story)
        for name in RENDERED_FIELDS:
            form.base_fields[name].widget = ChapterEditor(ignored)
        form.base_fields[MANUSCRIPT_FIELD].widget = ManuscriptTextarea(story)
        part = form.base_fields["part"]
        if obj and isinstance(part, forms.ModelChoiceField):
            part.queryset = obj.story.parts.all()
        if issubclass(form, ChapterForm):
            form.user = signed_in_user(request)
            form.copies, form.copy = [], None
            if request.method == "GET":
                form.copies = self._unsaved_copies(request, obj)
                requested = request.GET.get("copy", "")
                form.copy = choose_copy(form.copies, form.user, obj, requested)
        return form

    def _unsaved_copies(self, request: HttpRequest, obj: Chapter | None) -> list[WorkingCopy]:
        initial = {} if obj else self.get_changeform_initial_data(request)
        pk = parse_id(str(initial.get("story") or ""))
        story = self.stories_of(request).filter(pk=pk).first() if pk else None
        return unsaved_copies(signed_in_user(request), obj, story)

    @admin.display(description=_("chapter"), ordering="title")
    def label(self, chapter: Chapter) -> str:
        return chapter.label()

    @admin.display(description=_("state"), ordering="release_at")
    def state(self, chapter: Chapter) -> str:
        if chapter.is_draft():
            return gettext("Draft")
        return gettext("Scheduled") if chapter.is_scheduled() else gettext("Released")

    def save_model(
        self, request: HttpRequest, obj: Chapter, form: ChapterForm, change: bool
    ) -> None:
        cleaned = form.cleaned_data
        user = signed_in_user(request)
        save_info = SaveInfo(by=user, remark=cleaned["remark"])
        if change:
            self._save_changed(obj, form, save_info)
        else:
            created = create_chapter(
                cleaned["story"],
                form.text(),
                save_info,
                part=cleaned["part"],
                is_numbered=cleaned["is_numbered"],
                requested_slug=cleaned["requested_slug"],
                form_key=cleaned["creation_key"],
                based_on=form.seen_revision() or FIRST_REVISION,
            )
            obj.pk = created.pk
        obj.refresh_from_db()
        if "is_silent" in form.changed_data:
            set_silent(obj, cleaned["is_silent"])
        was_queued = obj.is_queued and obj.is_scheduled()
        if form.is_added_to_queue():
            self._add_to_queue(request, obj)
        elif form.release_changed():
            former = obj.release_at if change else None
            set_release(obj, form.release_at())
            self.note_release(request, obj, former, was_queued)
        form.store_time_zone(user)
        if cleaned["new_position"]:
            move_chapter(obj, cleaned["new_position"])
        mark_copy_saved(cleaned["copy_key"], by=user, continues=form.continued())
        if MAKE_PUBLIC in request.POST and not obj.story.is_taken_down:
            obj.story.make_public(user)
        is_announced_otherwise = "is_silent" in form.changed_data and obj.is_scheduled()
        release_changed = form.release_changed() or is_announced_otherwise
        left_queue = was_queued and not obj.is_queued
        if left_queue:
            text = gettext("“%(chapter)s” left the release queue.") % {"chapter": obj.label()}
            self.log_story_change(request, obj.story, text)
        self.tell_saved(request, obj, release_changed, left_queue)
        options = obj.story.render_options("preview")
        warn_of_too_much_markup(request, obj, RENDERED_FIELDS, options)

    def _add_to_queue(self, request: HttpRequest, chapter: Chapter) -> None:
        """The text is saved even if the rhythm was removed a moment ago."""
        try:
            change = add_to_queue(chapter.story, [chapter], signed_in_user(request))
            self.log_story_change(request, chapter.story, added_text(change))
        except QueueRefused as refusal:
            self.message_user(request, str(refusal), messages.WARNING)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.WARNING)
        chapter.refresh_from_db(fields=["release_at", "is_queued", "number"])

    def _save_changed(self, obj: Chapter, form: ChapterForm, save_info: SaveInfo) -> None:
        cleaned = form.cleaned_data
        save_text(obj, form.text(), save_info, based_on=form.seen_revision())
        saved = Chapter.objects.select_related("story").get(pk=obj.pk)
        if "part" in form.changed_data:
            move_to_part(saved, cleaned["part"])
        if "is_numbered" in form.changed_data:
            set_numbered(saved, cleaned["is_numbered"])
        if cleaned["requested_slug"]:
            set_slug(saved, cleaned["requested_slug"])

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],  # As Django's: it has the form, which has a type below.
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Chapter | None = None,
    ) -> HttpResponse:
        user = signed_in_user(request)
        form: ChapterForm = context["adminform"].form
        chapter: Chapter | None = context["original"]
        context["conflict"] = form.conflict
        if form.orphans and form.saved_chapter:
            since = feedback_paused_since(user)
            context["orphaned_passages"] = passages_to_be_orphaned(
                form.saved_chapter, form.orphans, since
            )
        if form.is_bound:
            form.save_typed_text(by=user)
            if chapter:
                change_ignored(request.POST, chapter.story, by=user)
            form.copies = unsaved_copies(user, chapter, form.chosen_story())
        open_keys = {str(form["copy_key"].value()), str(form.copy.key if form.copy else "")}
        others = [copy for copy in form.copies if str(copy.key) not in open_keys]
        unsaved = unsaved_line(form.copy, others, user)
        context["unsaved"] = unsaved
        context["split_messages"] = form.split_messages
        if chapter:
            context |= list_context(request, chapter)
        context |= writing_context(chapter, str(form["story"].value() or ""))
        if unsaved and unsaved.saved_elsewhere:
            context["saved_text"] = unsaved.saved_elsewhere
        context["undo_token"] = offered_undo(request, chapter)
        context["undo_seconds"] = UNDO_PERIOD.seconds
        context["shows_saved_text"] = not form.is_bound and form.copy is None
        return super().render_change_form(request, context, add, change, form_url, obj)
