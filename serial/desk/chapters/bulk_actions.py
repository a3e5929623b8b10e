"""What can be done with several chapters of the list at once."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from serial.chapters.models import Chapter
from serial.chapters.ordering import move_all_to_part
from serial.chapters.releasing import release_all_now, revert_all_to_draft, set_releases
from serial.desk.chapters.part_form import PartForm
from serial.desk.planning.series_form import SeriesForm
from serial.desk.planning.series_plan import Plan, plan_digest, plan_steps
from serial.stories.choices import Visibility
from serial.times.wording import format_upcoming, zone_name

# What the button says of a page that comes between the list and the deed.
CONFIRM = "confirm"


class BulkActions:
    """Adds the actions to a ModelAdmin of chapters; they reach only what its list shows."""

    admin_site: Any
    message_user: Any
    actions: ClassVar[Any] = [
        *("publish_selected", "schedule_selected", "revert_selected_to_draft"),
        *("move_selected_to_part", "undelete_selected"),
    ]

    @admin.action(description=_("Publish now"))
    def publish_selected(self, request: HttpRequest, queryset: Any) -> None:
        chapters = _not_deleted(queryset)
        count = release_all_now(chapters)
        text = ngettext("%(count)d chapter is out.", "%(count)d chapters are out.", count)
        self._say(request, text, count, gettext("Nothing to publish: these are out already."))
        for title in sorted(
            {chapter.story.title for chapter in chapters if _story_is_draft(chapter)}
        ):
            text = gettext(
                "“%(story)s” is itself a draft; readers see its chapters when it is not."
            )
            self.message_user(request, text % {"story": title}, messages.WARNING)

    @admin.action(description=_("Back to draft"))
    def revert_selected_to_draft(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        chapters = _not_deleted(queryset)
        released = [chapter for chapter in chapters if chapter.is_released()]
        if released and request.POST.get("stage") != CONFIRM:
            context = {"title": gettext("Back to draft"), "released": released}
            return self._ask(request, "revert_selected_to_draft", chapters, **context)
        count = revert_all_to_draft(chapters)
        text = ngettext(
            "%(count)d chapter is a draft again.", "%(count)d chapters are drafts again.", count
        )
        self._say(request, text, count, gettext("Nothing to take back: these are drafts."))
        return None

    @admin.action(description=_("Schedule…"))
    def schedule_selected(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        chapters = _not_deleted(queryset)
        if not chapters:
            text = gettext("Nothing to schedule: these are deleted.")
            self.message_user(request, text, messages.WARNING)
            return None
        stage = request.POST.get("stage")
        form = SeriesForm(len(chapters), request.POST if stage else None)
        is_clear = bool(stage) and form.is_valid()
        plan: Plan = list(zip(chapters, form.moments(), strict=True)) if is_clear else []
        shown = plan_digest(plan)
        if stage == CONFIRM and plan and request.POST.get("shown") == shown:
            set_releases(plan)
            self._say_scheduled(request, plan)
            return None
        context = {
            "title": gettext("Schedule chapters"),
            "form": form,
            "steps": plan_steps(plan),
            "shown": shown,
            "has_changed": stage == CONFIRM and bool(plan),
        }
        return self._ask(request, "schedule_selected", chapters, **context)

    @admin.action(description=_("Move to part…"))
    def move_selected_to_part(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        chapters = _not_deleted(queryset)
        if len({chapter.story_id for chapter in chapters}) != 1:
            text = gettext("Choose chapters of one story: a part belongs to a story.")
            self.message_user(request, text, messages.WARNING)
            return None
        form = PartForm(chapters, request.POST if request.POST.get("stage") else None)
        if not form.is_valid():
            context = {"title": gettext("Move to a part"), "form": form}
            return self._ask(request, "move_selected_to_part", chapters, **context)
        part = form.cleaned_data["part"]
        move_all_to_part(chapters, part)
        if part:
            text = ngettext(
                "%(count)d chapter is in this part now: %(part)s.",
                "%(count)d chapters are in this part now: %(part)s.",
                len(chapters),
            )
        else:
            text = ngettext(
                "%(count)d chapter is in no part now.",
                "%(count)d chapters are in no part now.",
                len(chapters),
            )
        said = {"count": len(chapters), "part": part}
        self.message_user(request, text % said, messages.SUCCESS)
        return None

    def _say_scheduled(self, request: HttpRequest, plan: Plan) -> None:
        text = ngettext(
            "%(count)d chapter has its release: %(first)s, %(zone)s.",
            "%(count)d chapters have their releases, the first %(first)s, %(zone)s.",
            len(plan),
        )
        first = format_upcoming(timezone.localtime(plan[0][1]))
        said = {"count": len(plan), "first": first, "zone": zone_name()}
        self.message_user(request, text % said, messages.SUCCESS)

    def _say(self, request: HttpRequest, text: str, count: int, nothing: str) -> None:
        if count:
            self.message_user(request, text % {"count": count}, messages.SUCCESS)
        else:
            self.message_user(request, nothing, messages.WARNING)

    def _ask(
        self, request: HttpRequest, action: str, chapters: list[Chapter], **context: Any
    ) -> HttpResponse:
        """A page that is sent to the list again, with the same action and the same chapters."""
        request.current_app = self.admin_site.name
        across = request.POST.get("select_across") == "1"
        context = {
            **self.admin_site.each_context(request),
            "opts": Chapter._meta,
            "action": action,
            # "All of the list" is said once, not chapter by chapter.
            "select_across": across,
            "chosen": chapters[:1] if across else chapters,
            "chapters": chapters,
            "confirm": CONFIRM,
            **context,
        }
        return TemplateResponse(request, f"desk/{action}.html", context)


def _not_deleted(queryset: Any) -> list[Chapter]:
    """The chapters chosen, in the order of their story; nothing is done to what was deleted."""
    return list(queryset.not_deleted().in_order())


def _story_is_draft(chapter: Chapter) -> bool:
    return chapter.story.visibility == Visibility.DRAFT
