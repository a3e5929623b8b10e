"""The page at which an author arranges the chapters of a story, by buttons, keys or dragging."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from serial.chapters.models import Chapter
from serial.chapters.ordering import (
    ChapterPosition,
    PositionNotFound,
    move_down,
    move_to_position,
    move_up,
)
from serial.desk.params import parse_int
from serial.stories.models import Part, Story
from serial.web.submitted_fields import wants_json

COLUMNS = ("pk", "title", "number", "part", "release_at", "words", "story")


@dataclass
class PartGroup:
    """Chapters that follow each other in one part, or in none; each row ready to be shown."""

    part: Part | None
    rows: list[dict[str, Any]] = field(default_factory=list)


class ArrangePage:
    """Adds the page to a ModelAdmin of stories; it reaches only what that reaches."""

    admin_site: Any

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(
            require_http_methods(["GET", "HEAD", "POST"])(self.arrange_chapters)
        )
        return [
            path("<int:pk>/arrange/", view, name="stories_story_arrange"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def arrange_chapters(self, request: HttpRequest, pk: int) -> HttpResponse:
        story = get_object_or_404(self.get_queryset(request), pk=pk)  # type: ignore[attr-defined]
        if request.method == "POST":
            return self._move(request, story)
        chapters, parts = list(chapters_of(story)), list(story.parts.all())
        form = reverse(f"{self.admin_site.name}:chapters_chapter_change", args=[0])
        # Names of routes then lead to this site of the two, the desk or the whole admin.
        request.current_app = self.admin_site.name
        context = self.admin_site.each_context(request) | {
            "title": _("Arrange the chapters"),
            "opts": Story._meta,
            "story": story,
            "parts": parts,
            "part_groups": list(group_by_part(chapters, parts, form)),
            "undo": _undo(request, chapters),
            "moving": _chosen(chapters, request.GET.get("move")),
            "others": chapters if "move" in request.GET else [],
        }
        return TemplateResponse(request, "desk/arrange.html", context)

    def _move(self, request: HttpRequest, story: Story) -> HttpResponse:
        chapter = _chapter(story, request)
        try:
            former = _apply_move(chapter, request)
        except PositionNotFound:
            return self._refuse(request, story)
        if wants_json(request):
            numbers = chapters_of(story).values_list("pk", "number")
            undo = {"after": former.after or "", "part": former.part or ""}
            return JsonResponse({"numbers": dict(numbers), "undo": undo})
        query = urlencode(
            {"undo": chapter.pk, "after": former.after or "", "part": former.part or ""}
        )
        return redirect(f"{self._here(story)}?{query}#chapter-{chapter.pk}")

    def _refuse(self, request: HttpRequest, story: Story) -> HttpResponse:
        said = _("Not moved: the order was changed meanwhile. Look at it, and move it again.")
        if wants_json(request):
            return JsonResponse({"message": said}, status=409)
        messages.error(request, said)
        return redirect(self._here(story))

    def _here(self, story: Story) -> str:
        return reverse(f"{self.admin_site.name}:stories_story_arrange", args=[story.pk])


def chapters_of(story: Story) -> Any:
    return story.chapters.filter(deleted_at=None).order_by("position", "pk").only(*COLUMNS)


def group_by_part(chapters: list[Chapter], parts: list[Part], form: str) -> Iterator[PartGroup]:
    """The chapters under headings, in order; at the end the parts that have none yet.

    `form` is the address of the form of chapter 0: looking a route up costs more than all else
    of a row, so it is done once for a thousand.
    """
    by_pk = {part.pk: part for part in parts}
    before, after = form.split("/0/")
    for part_pk, group in groupby(chapters, key=lambda chapter: chapter.part_id):
        rows = [
            {
                "pk": str(chapter.pk),
                "number": str(chapter.number or ""),
                "address": f"{before}/{chapter.pk}/{after}",
                "label": chapter.label(),
                "facts": f"{_state(chapter)} · {chapter.words}",
            }
            for chapter in group
        ]
        yield PartGroup(by_pk.get(part_pk or 0), rows)
    filled = {chapter.part_id for chapter in chapters}
    yield from (PartGroup(part) for part in parts if part.pk not in filled)


def _state(chapter: Chapter) -> str:
    if chapter.is_draft():
        return _("Draft")
    return _("Scheduled") if chapter.is_scheduled() else _("Released")


def _chapter(story: Story, request: HttpRequest) -> Chapter:
    named = [request.POST.get(name) for name in ("up", "down", "chapter")]
    pk = next((parse_int(text) for text in named if text), None)
    chapter: Chapter = get_object_or_404(chapters_of(story), pk=pk or 0)
    return chapter


def _apply_move(chapter: Chapter, request: HttpRequest) -> ChapterPosition:
    posted = request.POST
    if "up" in posted:
        return move_up(chapter)
    if "down" in posted:
        return move_down(chapter)
    if "after" not in posted:
        raise Http404
    return move_to_position(
        chapter, ChapterPosition(_key(posted["after"]), _key(posted.get("part", "")))
    )


def _key(text: str) -> int | None:
    """A key, or None where none is named; what is no key names nothing that is there."""
    return (parse_int(text) or 0) if text else None


def _chosen(chapters: list[Chapter], text: str | None) -> Chapter | None:
    pk = parse_int(text)
    return next((chapter for chapter in chapters if chapter.pk == pk), None)


def _undo(request: HttpRequest, chapters: list[Chapter]) -> dict[str, Any] | None:
    """The last move and the way back, as the address names them; only a form comes of it."""
    moved = _chosen(chapters, request.GET.get("undo"))
    if moved is None:
        return None
    place = {name: parse_int(request.GET.get(name)) or "" for name in ("after", "part")}
    return {"chapter": moved, **place}
