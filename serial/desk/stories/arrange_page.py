"""The page where authors arrange the chapters of a story: by buttons, keyboard or dragging."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from serial.chapters.models import Chapter
from serial.chapters.models.chapter import ChapterQuerySet
from serial.chapters.ordering import (
    ChapterPosition,
    PositionNotFound,
    move_down,
    move_to_position,
    move_up,
)
from serial.desk.owned_admin import OwnedAdmin
from serial.desk.stories.arrange_rows import ArrangeRows
from serial.desk.stories.release_order import MAX_CONFLICTS, pending_conflicts
from serial.params import parse_id
from serial.stories.models import Part, Story
from serial.web.submitted_fields import wants_json

COLUMNS = ("pk", "title", "number", "part", "release_at", "words", "story")


@dataclass(frozen=True)
class PartGroup:
    """Consecutive chapters of one part (None: of no part), and their rows as HTML."""

    part: Part | None
    rows: SafeString = SafeString()


class ArrangePage(OwnedAdmin[Story]):
    """Adds the page to a ModelAdmin of stories; it opens only the stories of that admin."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(
            require_http_methods(["GET", "HEAD", "POST"])(self.arrange_chapters)
        )
        return [
            path("<int:pk>/arrange/", view, name="stories_story_arrange"),
            *super().get_urls(),
        ]

    def arrange_chapters(self, request: HttpRequest, pk: int) -> HttpResponse:
        story = get_object_or_404(self.get_queryset(request), pk=pk)
        if request.method == "POST":
            return self._move(request, story)
        chapters, parts = list(chapters_of(story)), list(story.parts.all())
        # URL names then resolve to this site: the desk or the site's admin.
        request.current_app = self.admin_site.name
        context = self.admin_site.each_context(request) | {
            "title": _("Arrange chapters"),
            "opts": Story._meta,
            "story": story,
            "parts": parts,
            "part_groups": list(group_by_part(chapters, parts, ArrangeRows(self.admin_site.name))),
            "last_move": _last_move(request, chapters),
            "moving": _find_chapter(chapters, request.GET.get("move")),
            "chapters": chapters if "move" in request.GET else [],
            "conflicts": pending_conflicts(chapters, timezone.now())[:MAX_CONFLICTS],
        }
        return TemplateResponse(request, "desk/arrange.html", context)

    def _move(self, request: HttpRequest, story: Story) -> HttpResponse:
        chapter = _get_moved_chapter(story, request)
        try:
            previous = _apply_move(chapter, request)
        except PositionNotFound:
            return self._report_conflict(request, story)
        if wants_json(request):
            chapters = list(chapters_of(story))
            numbers = {other.pk: other.number for other in chapters}
            undo = {"after": previous.after or "", "part": previous.part or ""}
            warning = _warn_of_order(chapter, chapters)
            return JsonResponse({"numbers": numbers, "undo": undo, "warning": warning})
        query = urlencode(
            {"undo": chapter.pk, "after": previous.after or "", "part": previous.part or ""}
        )
        return redirect(f"{self._page_url(story)}?{query}#chapter-{chapter.pk}")

    def _report_conflict(self, request: HttpRequest, story: Story) -> HttpResponse:
        message = _(
            "The chapter was not moved, because somebody changed the order in the meantime. "
            "Check the new order and try again."
        )
        if wants_json(request):
            return JsonResponse({"message": message}, status=409)
        messages.error(request, message)
        return redirect(self._page_url(story))

    def _page_url(self, story: Story) -> str:
        return reverse(f"{self.admin_site.name}:stories_story_arrange", args=[story.pk])


def chapters_of(story: Story) -> ChapterQuerySet:
    return story.chapters.filter(deleted_at=None).order_by("position", "pk").only(*COLUMNS)


def group_by_part(
    chapters: list[Chapter], parts: list[Part], rows: ArrangeRows
) -> Iterator[PartGroup]:
    """Yields the chapters grouped by part, in order; parts without chapters come last."""
    by_pk = {part.pk: part for part in parts}
    for part_pk, group in groupby(chapters, key=lambda chapter: chapter.part_id):
        yield PartGroup(by_pk.get(part_pk or 0), rows.rows(group))
    used_parts = {chapter.part_id for chapter in chapters}
    yield from (PartGroup(part) for part in parts if part.pk not in used_parts)


def _get_moved_chapter(story: Story, request: HttpRequest) -> Chapter:
    submitted = [request.POST.get(name) for name in ("up", "down", "chapter")]
    pk = next((parse_id(text) for text in submitted if text), None)
    return get_object_or_404(chapters_of(story), pk=pk)


def _apply_move(chapter: Chapter, request: HttpRequest) -> ChapterPosition:
    posted = request.POST
    if "up" in posted:
        return move_up(chapter)
    if "down" in posted:
        return move_down(chapter)
    if "after" not in posted:
        raise Http404
    return move_to_position(
        chapter, ChapterPosition(_parse_key(posted["after"]), _parse_key(posted.get("part", "")))
    )


def _warn_of_order(moved: Chapter, chapters: list[Chapter]) -> str:
    """Returns a sentence if the place of the moved chapter and a release disagree now."""
    for conflict in pending_conflicts(chapters, timezone.now()):
        if moved.pk in {conflict.row.pk, conflict.other.pk}:
            return conflict.seen_from(moved.pk).text()
    return ""


def _parse_key(text: str) -> int | None:
    """Returns the key, None for an empty text, or 0 (no row) for an invalid one."""
    return (parse_id(text) or 0) if text else None


def _find_chapter(chapters: list[Chapter], text: str | None) -> Chapter | None:
    pk = parse_id(text)
    return next((chapter for chapter in chapters if chapter.pk == pk), None)


def _last_move(request: HttpRequest, chapters: list[Chapter]) -> dict[str, object] | None:
    """Returns the chapter in `?undo=` and its previous position, for the undo form."""
    chapter = _find_chapter(chapters, request.GET.get("undo"))
    if chapter is None:
        return None
    position = {name: parse_id(request.GET.get(name)) or "" for name in ("after", "part")}
    return {"chapter": chapter, **position}
