"""A story's page at the desk: its chapters as rows, and what can be done with them."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from accounts.http import signed_in_user
from serial.comments.feedback_pause import feedback_paused_since
from serial.desk.planning.buffer import load_buffers
from serial.desk.stories.chapter_groups import ChapterGroup, group_rows
from serial.desk.stories.chapter_rows import ChapterRow, ChapterState, load_rows, rows_by_state
from serial.desk.stories.chapter_table import ChapterTable
from serial.desk.stories.release_order import MAX_CONFLICTS, pending_conflicts
from serial.desk.stories.settings_pages import SettingsPages
from serial.stories.choices import Visibility
from serial.stories.models import Part, Story
from serial.times.wording import zone_name


@dataclass(frozen=True)
class GroupHtml:
    """A group of chapters, and its rows as HTML."""

    group: ChapterGroup
    rows: SafeString


class StoryPage(SettingsPages):
    """Makes the change page of a ModelAdmin of stories the page of the story's chapters."""

    def get_urls(self) -> list[URLPattern]:
        make_public = self.admin_site.admin_view(require_POST(self.make_public))
        return [
            path("<int:pk>/make-public/", make_public, name="stories_story_make_public"),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        story = self.get_object(request, unquote(object_id))
        if story is None:
            raise Http404
        return require_safe(self._show_chapters)(request, story)

    def _show_chapters(self, request: HttpRequest, story: Story) -> HttpResponse:
        # URL names then resolve to this site: the desk or the site's admin.
        request.current_app = self.admin_site.name
        is_paused = feedback_paused_since(signed_in_user(request)) is not None
        rows = load_rows(story, with_feedback=not is_paused)
        context = {
            **self.admin_site.each_context(request),
            "title": story.title,
            "opts": self.opts,
            **self.head_context(story, "change"),
            "is_draft": story.visibility == Visibility.DRAFT,
            "zone": zone_name(),
            **self._list_context(request, story, rows),
        }
        return TemplateResponse(request, "desk/story_page.html", context)

    def _list_context(
        self, request: HttpRequest, story: Story, rows: list[ChapterRow]
    ) -> dict[str, object]:
        by_state = rows_by_state(rows)
        existing = [row for row in rows if row.deleted_at is None]
        state = _requested_state(request)
        shown = existing if state is None else by_state[state]
        newest_first = request.GET.get("order") != "reading"
        conflicts = pending_conflicts(existing, timezone.now())
        table = ChapterTable(self.admin_site.name, [conflict.row.pk for conflict in conflicts])
        parts = list(story.parts.all()) if state is not ChapterState.DELETED else []
        groups = group_rows(shown, parts if state is None else _used(parts, shown), newest_first)
        return {
            "groups": [GroupHtml(group, table.rows(group.rows)) for group in groups],
            "has_headings": len(groups) > 1 or any(group.title for group in groups),
            "shown_count": len(shown),
            "chapter_total": len(existing),
            "counts": {state.value: len(rows) for state, rows in by_state.items()},
            "state": state.value if state else "",
            "newest_first": newest_first,
            "conflicts": conflicts[:MAX_CONFLICTS],
            "next_chapter": _first_release(by_state[ChapterState.SCHEDULED]),
            "buffer": load_buffers([story.pk]).get(story.pk),
            "actions_url": self._actions_url(story, state),
        }

    def _actions_url(self, story: Story, state: ChapterState | None) -> str:
        """The list of chapters takes the actions, and leads back here."""
        url = reverse(f"{self.admin_site.name}:chapters_chapter_changelist")
        deleted = "&deleted=yes" if state is ChapterState.DELETED else ""
        return f"{url}?story__id__exact={story.pk}{deleted}"

    def make_public(self, request: HttpRequest, pk: int) -> HttpResponse:
        story = get_object_or_404(self.get_queryset(request), pk=pk)
        try:
            story.make_public(signed_in_user(request))
        except ValidationError as error:
            messages.error(request, error.message)
        else:
            self.log_change(request, story, [{"changed": {"fields": ["visibility"]}}])
            text = gettext("“%(story)s” is public now.") % {"story": story.title}
            messages.success(request, text)
        # Not redirect(): it takes what is no path for the name of a view.
        return HttpResponseRedirect(_next_url(request) or self.story_url(story))

    def story_url(self, story: Story) -> str:
        return reverse(f"{self.admin_site.name}:stories_story_change", args=[story.pk])


def _requested_state(request: HttpRequest) -> ChapterState | None:
    requested = request.GET.get("state", "")
    return ChapterState(requested) if requested in set(ChapterState) else None


def _used(parts: list[Part], rows: list[ChapterRow]) -> list[Part]:
    used = {row.part for row in rows}
    return [part for part in parts if part.pk in used]


def _first_release(scheduled: list[ChapterRow]) -> ChapterRow | None:
    return min(scheduled, key=lambda row: (row.release_at is None, row.release_at), default=None)


def _next_url(request: HttpRequest) -> str:
    """Returns the page of this site that the form was on, if it names one."""
    url = request.POST.get("next", "")
    return url if url_has_allowed_host_and_scheme(url, allowed_hosts=None) else ""
