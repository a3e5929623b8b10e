"""The schedule: four weeks of releases, and the rhythm and release queue of a story."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import AuthenticatedRequest
from serial.chapters.models import Chapter, ReleaseSchedule
from serial.chapters.releases.queue.changing import QueueChange, QueueRefused, undo_change
from serial.chapters.releases.queue.rhythm import set_rhythm, take_break
from serial.chapters.totals import refresh_due_totals
from serial.desk.owned_admin import OwnedChapterAdmin
from serial.desk.planning.buffer import load_buffers
from serial.desk.planning.queue_actions import ACTIONS, chosen_chapters, empty_chapters
from serial.desk.planning.queue_rows import queue_rows
from serial.desk.planning.queue_undo import (
    OFFERED,
    forget_change,
    remember_change,
    remembered_change,
)
from serial.desk.planning.rhythm_form import BreakForm, RhythmForm
from serial.desk.planning.schedule_weeks import DAYS, schedule_days
from serial.params import parse_id
from serial.stories.choices import Visibility
from serial.stories.models import Story
from serial.times.weeks import first_of_week
from serial.times.wording import format_time_until, format_upcoming, zone_name
from serial.web.submitted_fields import wants_json

# Of an author. The pages of the other stories lead to their queues too.
MAX_STORIES: Final = 30
MAX_DRAFTS: Final = 200
PAGE: Final = timedelta(days=DAYS)
YEARS: Final = range(1971, 2199)


class SchedulePage(OwnedChapterAdmin):
    """Adds the page to a ModelAdmin of chapters; it shows only the stories of that admin."""

    def get_urls(self) -> list[URLPattern]:
        view = require_http_methods(["GET", "HEAD", "POST"])(self.show_schedule)
        name = "chapters_chapter_schedule"
        return [path("schedule/", self.admin_site.admin_view(view), name=name), *super().get_urls()]

    def show_schedule(self, request: AuthenticatedRequest) -> HttpResponse:
        if request.method != "POST":
            refresh_due_totals()
            return self._render(request, self._chosen_story(request))
        stories = self.stories_of(request)
        story = get_object_or_404(stories, pk=parse_id(request.POST.get("story")))
        name = request.POST.get("action", "")
        if name == "rhythm":
            return self._set_rhythm(request, story)
        if name == "break":
            return self._take_break(request, story)
        if name == "undo":
            return self._undo(request, story)
        if name not in ACTIONS:
            raise Http404
        if name == "add" and (empty := empty_chapters(story, request.POST)):
            chosen = chosen_chapters(request.POST)
            return self._render(request, story, empty=empty, chosen=chosen)
        return self._change_queue(request, story, partial(ACTIONS[name], story, request.POST))

    def _set_rhythm(self, request: AuthenticatedRequest, story: Story) -> HttpResponse:
        form = RhythmForm(story, _schedule_of(story), request.POST)
        if not form.is_valid():
            return self._render(request, story, rhythm_form=form)
        text = _("Rhythm saved. The release queue follows it.")
        return self._change_queue(
            request, story, lambda by: (set_rhythm(story, form.choice(), by), text)
        )

    def _take_break(self, request: AuthenticatedRequest, story: Story) -> HttpResponse:
        form = BreakForm(story, request.POST)
        if not form.is_valid():
            return self._render(request, story, break_form=form)
        first, until = form.cleaned_data["first"], form.cleaned_data["until"]
        text = _("Break saved. The release queue goes on after it.")
        return self._change_queue(
            request, story, lambda by: (take_break(story, first, until, by), text)
        )

    def _change_queue(
        self,
        request: AuthenticatedRequest,
        story: Story,
        make_change: Callable[..., tuple[QueueChange, str]],
    ) -> HttpResponse:
        try:
            change, text = make_change(by=request.user)
        except QueueRefused as refusal:
            return self._refuse(request, story, str(refusal))
        except ValidationError as error:
            return self._refuse(request, story, " ".join(error.messages))
        remember_change(request, change)
        self.log_story_change(request, story, text)
        url = self._url_of(story, offers_undo=True)
        if wants_json(request):
            return JsonResponse({"url": url, "message": text})
        messages.success(request, text)
        return HttpResponseRedirect(url)

    def _refuse(self, request: HttpRequest, story: Story, message: str) -> HttpResponse:
        if wants_json(request):
            return JsonResponse({"message": message}, status=409)
        messages.error(request, message)
        return HttpResponseRedirect(self._url_of(story))

    def _undo(self, request: AuthenticatedRequest, story: Story) -> HttpResponse:
        change = remembered_change(request, story.pk)
        forget_change(request)
        try:
            if change is None:
                raise QueueRefused(_("There is nothing to undo any more."))
            undo_change(story.pk, change["before"], change["after"], request.user)
        except QueueRefused as refusal:
            messages.error(request, str(refusal))
        else:
            text = _("Undone. The schedule is as it was before.")
            self.log_story_change(request, story, text)
            messages.success(request, text)
        return HttpResponseRedirect(self._url_of(story))

    def _url_of(self, story: Story, *, offers_undo: bool = False) -> str:
        query = {"story": story.pk} | ({OFFERED: 1} if offers_undo else {})
        return reverse(f"{self.admin_site.name}:chapters_chapter_schedule", query=query)

    def _chosen_story(self, request: HttpRequest) -> Story | None:
        stories = self.stories_of(request)
        if "story" in request.GET:
            return get_object_or_404(stories, pk=parse_id(request.GET["story"]))
        return stories.order_by("next_release_at", "-last_release_at", "-pk").first()

    def _render(
        self, request: AuthenticatedRequest, story: Story | None, **answer: object
    ) -> HttpResponse:
        request.current_app = self.admin_site.name
        stories = list(self.stories_of(request).order_by("next_release_at", "title")[:MAX_STORIES])
        if story and story not in stories:
            stories.append(story)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Schedule"),
            "opts": Chapter._meta,
            "stories": stories,
            "story": story,
            "zone": zone_name(),
            "next_release": self._next_release(request),
            **self._weeks_context(request, stories),
            **(_queue_context(request, story) if story else {}),
            **answer,
        }
        return TemplateResponse(request, "desk/schedule/schedule.html", context)

    def _weeks_context(self, request: HttpRequest, stories: list[Story]) -> dict[str, object]:
        this_week = first_of_week(timezone.localdate())
        first = _requested_week(request) or this_week
        schedules = ReleaseSchedule.objects.filter(story__in=stories).select_related("story")
        days = schedule_days(first, self.rows_of(request), schedules)
        return {
            "days": days,
            "is_empty": not any(day.releases for day in days),
            "earlier": first - PAGE if (first - PAGE).year in YEARS else None,
            "later": first + PAGE if (first + PAGE).year in YEARS else None,
            "is_this_week": first == this_week,
        }

    def _next_release(self, request: HttpRequest) -> dict[str, str] | None:
        coming = self.rows_of(request).scheduled().order_by("release_at")
        release_at = coming.values_list("release_at", flat=True).first()
        if release_at is None:
            return None
        moment = timezone.localtime(release_at)
        return {"when": format_upcoming(moment), "time_until": format_time_until(moment)}


def _schedule_of(story: Story) -> ReleaseSchedule | None:
    return ReleaseSchedule.objects.filter(story=story).select_related("story").first()


def _queue_context(request: HttpRequest, story: Story) -> dict[str, object]:
    schedule = _schedule_of(story)
    drafts = story.chapters.drafts().filter(is_taken_down=False).without_text()
    change = remembered_change(request, story.pk) if OFFERED in request.GET else None
    is_on_break = bool(story.break_until and story.break_until > timezone.localdate())
    return {
        "schedule": schedule,
        "rows": queue_rows(story, schedule),
        "buffer": load_buffers([story.pk]).get(story.pk),
        "drafts": list(drafts.in_order()[:MAX_DRAFTS]),
        "rhythm_form": RhythmForm(story, schedule),
        "break_form": BreakForm(story),
        "is_on_break": is_on_break,
        "story_is_draft": story.visibility == Visibility.DRAFT,
        "has_undo": change is not None,
    }


def _requested_week(request: HttpRequest) -> date | None:
    """Returns the first day of the week in the query, or None."""
    try:
        day = parse_date(request.GET.get("from", ""))
    except ValueError:
        return None
    return first_of_week(day) if day and day.year in YEARS else None
