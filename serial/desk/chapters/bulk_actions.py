"""Actions on several chapters of the list at once."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.http import signed_in_user
from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.models.chapter import ChapterQuerySet
from serial.chapters.moving import move_to_story
from serial.chapters.ordering import move_all_to_part
from serial.chapters.releases.bars import BARRED_ERROR, release_bar
from serial.chapters.releases.queue.arranging import add_to_queue
from serial.chapters.releases.queue.changing import QueueChange, QueueRefused
from serial.chapters.releases.releasing import release_all_now, revert_all_to_draft, set_releases
from serial.desk.chapters.move_to_part_form import MoveToPartForm
from serial.desk.chapters.move_to_story_form import MoveToStoryForm
from serial.desk.chapters.told_followers import told_text
from serial.desk.chapters.undo_release_page import UndoReleasePage
from serial.desk.planning.queue_actions import added_text, take_out
from serial.desk.planning.queue_undo import OFFERED, remember_change
from serial.desk.planning.series_form import SeriesForm
from serial.desk.planning.series_plan import Plan, plan_digest, planned_releases
from serial.stories.choices import Visibility
from serial.stories.models import Story
from serial.stories.models.story import TAKEN_DOWN_ERROR
from serial.times.wording import format_upcoming, zone_name

# The `stage` that the confirmation page's button submits.
CONFIRM = "confirm"
# Submitted with the number of a story, from the plan of its releases.
MAKE_PUBLIC = "make_public"


class BulkActions(UndoReleasePage):
    """Adds the actions to a ModelAdmin of chapters; they apply only to rows of its list."""

    @admin.action(description=_("Publish now…"))
    def publish_selected(
        self, request: HttpRequest, queryset: ChapterQuerySet
    ) -> HttpResponse | None:
        chapters, taken_down = self._releasable(request, queryset)
        if taken_down and not chapters:
            return None
        unreleased = [chapter for chapter in chapters if not chapter.is_released()]
        if unreleased and request.POST.get("stage") != CONFIRM:
            context = {"title": gettext("Publish now"), "unreleased": unreleased}
            return self._confirmation_page(request, "publish_selected", chapters, **context)
        made = release_all_now(chapters)
        if made:
            count = len(made)
            text = ngettext("%(count)d chapter released.", "%(count)d chapters released.", count)
            released = {release.chapter for release in made}
            told = told_text([chapter for chapter in chapters if chapter.pk in released])
            parts = [text % {"count": count}, told, self.undo_button(request, made)]
            html = format_html_join(" ", "{}", ((part,) for part in parts if part))
            self.message_user(request, html, messages.SUCCESS)
        else:
            text = gettext("The selected chapters are already released.")
            self.message_user(request, text, messages.WARNING)
        drafts = {chapter.story for chapter in chapters if _story_is_draft(chapter)}
        for story in sorted(drafts, key=lambda story: story.title):
            self._warn_of_draft(request, story)
        return None

    @admin.action(description=_("Revert to draft"))
    def revert_selected_to_draft(
        self, request: HttpRequest, queryset: ChapterQuerySet
    ) -> HttpResponse | None:
        chapters = _not_deleted(queryset)
        released = [chapter for chapter in chapters if chapter.is_released()]
        if released and request.POST.get("stage") != CONFIRM:
            context = {"title": gettext("Revert to draft"), "released": released}
            return self._confirmation_page(request, "revert_selected_to_draft", chapters, **context)
        count = revert_all_to_draft(chapters)
        text = ngettext(
            "%(count)d chapter reverted to draft.", "%(count)d chapters reverted to draft.", count
        )
        self._report_count(
            request, text, count, gettext("The selected chapters are already drafts.")
        )
        return None

    @admin.action(description=_("Schedule…"))
    def schedule_selected(
        self, request: HttpRequest, queryset: ChapterQuerySet
    ) -> HttpResponse | None:
        chapters, taken_down = self._releasable(request, queryset)
        if not chapters:
            if taken_down:
                return None
            text = gettext("Deleted chapters cannot be scheduled. Restore them first.")
            self.message_user(request, text, messages.WARNING)
            return None
        stories = _share_stories(chapters)
        _make_public(stories, request.POST.get(MAKE_PUBLIC), signed_in_user(request))
        stage = request.POST.get("stage") or ("show" if MAKE_PUBLIC in request.POST else None)
        form = SeriesForm(chapters, request.POST if stage else None)
        is_valid = bool(stage) and form.is_valid()
        plan: Plan = list(zip(chapters, form.release_times(), strict=True)) if is_valid else []
        digest = plan_digest(plan)
        if stage == CONFIRM and plan and request.POST.get("plan_digest") == digest:
            set_releases(plan)
            form.store_time_zone(signed_in_user(request))
            self._report_scheduled(request, plan)
            return None
        with form.in_chosen_time_zone() if is_valid else nullcontext():
            releases = planned_releases(plan)
        context = {
            "title": gettext("Schedule chapters"),
            "form": form,
            "planned_releases": releases,
            "plan_digest": digest,
            "plan_has_changed": stage == CONFIRM and bool(plan),
            "draft_stories": [story for story in stories if _can_be_made_public(story)],
        }
        return self._confirmation_page(request, "schedule_selected", chapters, **context)

    @admin.action(description=_("Add to queue"))
    def queue_selected(
        self, request: HttpRequest, queryset: ChapterQuerySet
    ) -> HttpResponse | None:
        chapters, taken_down = self._releasable(request, queryset)
        if taken_down and not chapters:
            return None
        if not _are_of_one_story(chapters):
            text = gettext("Select chapters of one story only. Each story has its own queue.")
            self.message_user(request, text, messages.WARNING)
            return None
        added = [row.pk for row in chapters if not row.is_released() and not row.is_queued]
        empty = list(queryset.filter(pk__in=added, body="").in_order())
        if empty and request.POST.get("stage") != CONFIRM:
            context = {"title": gettext("Add to queue"), "empty": empty}
            return self._confirmation_page(request, "queue_selected", chapters, **context)
        self._apply_to_queue(request, chapters[0].story, partial(_add_to_queue, chapters))
        if _story_is_draft(chapters[0]):
            self._warn_of_draft(request, chapters[0].story)
        return None

    @admin.action(description=_("Take out of the queue"))
    def unqueue_selected(self, request: HttpRequest, queryset: ChapterQuerySet) -> None:
        """Of the menu of one chapter."""
        for chapter in _not_deleted(queryset)[:1]:
            self._apply_to_queue(request, chapter.story, partial(take_out, chapter))

    def _apply_to_queue(
        self,
        request: HttpRequest,
        story: Story,
        make_change: Callable[..., tuple[QueueChange, str]],
    ) -> None:
        """Tells what changed, with a link to the queue and its Undo."""
        name = f"{self.admin_site.name}:chapters_chapter_schedule"
        url = reverse(name, query={"story": story.pk})
        try:
            change, text = make_change(by=signed_in_user(request))
        except QueueRefused as refusal:
            link = format_html('<a href="{}#rhythm">{}</a>', url, gettext("Choose a rhythm"))
            html = format_html("{} {}", refusal, link)
            self.message_user(request, html, messages.WARNING)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.WARNING)
        else:
            remember_change(request, change)
            self.log_story_change(request, story, text)
            link_text = gettext("Show the queue")
            link = format_html('<a href="{}&{}=1#queue">{}</a>', url, OFFERED, link_text)
            self.message_user(request, format_html("{} {}", text, link), messages.SUCCESS)

    @admin.action(description=_("Move to part…"))
    def move_selected_to_part(
        self, request: HttpRequest, queryset: ChapterQuerySet
    ) -> HttpResponse | None:
        chapters = _not_deleted(queryset)
        if not _are_of_one_story(chapters):
            text = gettext("Select chapters of one story only. Parts belong to a story.")
            self.message_user(request, text, messages.WARNING)
            return None
        form = MoveToPartForm(chapters, request.POST if request.POST.get("stage") else None)
        if not form.is_valid():
            context = {"title": gettext("Move to part"), "form": form}
            return self._confirmation_page(request, "move_selected_to_part", chapters, **context)
        part = form.cleaned_data["part"]
        move_all_to_part(chapters, part)
        if part:
            text = ngettext(
                "%(count)d chapter moved to the part “%(part)s”.",
                "%(count)d chapters moved to the part “%(part)s”.",
                len(chapters),
            )
        else:
            text = ngettext(
                "%(count)d chapter removed from its part.",
                "%(count)d chapters removed from their parts.",
                len(chapters),
            )
        params = {"count": len(chapters), "part": part}
        self.message_user(request, text % params, messages.SUCCESS)
        return None

    @admin.action(description=_("Move to another story…"))
    def move_selected_to_story(
        self, request: HttpRequest, queryset: ChapterQuerySet
    ) -> HttpResponse | None:
        chapters = _not_deleted(queryset)
        if not _are_of_one_story(chapters):
            text = gettext("Select chapters of one story only.")
            self.message_user(request, text, messages.WARNING)
            return None
        others = self.stories_of(request).exclude(pk=chapters[0].story_id).order_by("title", "pk")
        form = MoveToStoryForm(others, request.POST if request.POST.get("stage") else None)
        if not form.is_valid():
            context = {"title": gettext("Move to another story"), "form": form}
            context["has_stories"] = others.exists()
            return self._confirmation_page(request, "move_selected_to_story", chapters, **context)
        target: Story = form.cleaned_data["story"]
        try:
            move_to_story(chapters, target.pk)
        except ValidationError as error:
            self.message_user(request, error.message, messages.WARNING)
            return None
        for chapter in chapters:
            self.log_change(request, chapter, [{"changed": {"fields": [gettext("story")]}}])
        text = ngettext(
            "%(count)d chapter moved to “%(story)s”. It stands at the end.",
            "%(count)d chapters moved to “%(story)s”. They stand at the end.",
            len(chapters),
        )
        params = {"count": len(chapters), "story": target.title}
        self.message_user(request, text % params, messages.SUCCESS)
        return None

    def _releasable(
        self, request: HttpRequest, queryset: ChapterQuerySet
    ) -> tuple[list[Chapter], list[Chapter]]:
        """Returns the selected chapters that can be released, and those that cannot: they were
        taken down, or the authors may not write.

        Tells about these.
        """
        chapters = _not_deleted(queryset)
        taken_down = [chapter for chapter in chapters if chapter.is_taken_down]
        for chapter in taken_down:
            text = gettext("“%(chapter)s” cannot be released. %(reason)s")
            params = {"chapter": chapter.label(), "reason": TAKEN_DOWN_ERROR}
            self.message_user(request, text % params, messages.WARNING)
        allowed = [chapter for chapter in chapters if not chapter.is_taken_down]
        bars = {pk: release_bar(pk) for pk in sorted({chapter.story_id for chapter in allowed})}
        barred = [chapter for chapter in allowed if bars[chapter.story_id]]
        if barred:
            self.message_user(request, BARRED_ERROR, messages.WARNING)
        return [chapter for chapter in allowed if chapter not in barred], [*taken_down, *barred]

    def _warn_of_draft(self, request: HttpRequest, story: Story) -> None:
        text = gettext(
            "The story “%(story)s” is still a draft. Readers cannot see its chapters until you "
            "change its visibility."
        )
        self.message_user(request, text % {"story": story.title}, messages.WARNING)

    def _report_scheduled(self, request: HttpRequest, plan: Plan) -> None:
        text = ngettext(
            "%(count)d chapter scheduled for %(first)s (%(zone)s).",
            "%(count)d chapters scheduled. First release: %(first)s (%(zone)s).",
            len(plan),
        )
        first = format_upcoming(timezone.localtime(plan[0][1]))
        params = {"count": len(plan), "first": first, "zone": zone_name()}
        self.message_user(request, text % params, messages.SUCCESS)

    def _report_count(self, request: HttpRequest, text: str, count: int, none_text: str) -> None:
        if count:
            self.message_user(request, text % {"count": count}, messages.SUCCESS)
        else:
            self.message_user(request, none_text, messages.WARNING)

    def _confirmation_page(
        self, request: HttpRequest, action: str, chapters: list[Chapter], **context: object
    ) -> HttpResponse:
        """Returns a page that submits the same action and chapters to the list again."""
        request.current_app = self.admin_site.name
        select_across = request.POST.get("select_across") == "1"
        context = {
            **self.admin_site.each_context(request),
            "opts": Chapter._meta,
            "action": action,
            # "Select all" is submitted once, not chapter by chapter.
            "select_across": select_across,
            "selected": chapters[:1] if select_across else chapters,
            "chapters": chapters,
            "their_story": chapters[0].story if _are_of_one_story(chapters) else None,
            "confirm": CONFIRM,
            **context,
        }
        return TemplateResponse(request, f"desk/{action}.html", context)


def _are_of_one_story(chapters: list[Chapter]) -> bool:
    return len({chapter.story_id for chapter in chapters}) == 1


def _not_deleted(queryset: ChapterQuerySet) -> list[Chapter]:
    """Returns the selected chapters in story order, without deleted ones."""
    return list(queryset.not_deleted().in_order())


def _story_is_draft(chapter: Chapter) -> bool:
    return chapter.story.visibility == Visibility.DRAFT


def _add_to_queue(chapters: Sequence[Chapter], by: User) -> tuple[QueueChange, str]:
    change = add_to_queue(chapters[0].story, chapters, by)
    return change, added_text(change)


def _can_be_made_public(story: Story) -> bool:
    return story.visibility == Visibility.DRAFT and not story.is_taken_down


def _share_stories(chapters: list[Chapter]) -> list[Story]:
    """Gives the chapters of a story the same instance of it; returns the stories."""
    stories: dict[int, Story] = {}
    for chapter in chapters:
        chapter.story = stories.setdefault(chapter.story_id, chapter.story)
    return list(stories.values())


def _make_public(stories: list[Story], pk: str | None, by: User) -> None:
    for story in stories:
        if str(story.pk) == pk and _can_be_made_public(story):
            story.make_public(by)
