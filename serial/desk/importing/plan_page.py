"""The plan of a manuscript: what becomes which chapter, before anything is made."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.http import signed_in_user
from accounts.models import User
from serial.desk.importing.import_page import ImportPage
from serial.desk.importing.plan_rows import plan_rows, read_typed
from serial.desk.importing.site_fields import SiteFields
from serial.desk.importing.story_fields import STORY_FIELDS, StoryFields, read_typed_story
from serial.desk.importing.wording import (
    METHODS,
    changed_things,
    kept_things,
    lost_things,
    problem_text,
)
from serial.manuscripts.importing.starting import NothingSelected, start_import
from serial.manuscripts.importing.story_changes import TitleMissing
from serial.manuscripts.models import Manuscript
from serial.manuscripts.models.manuscript import State
from serial.manuscripts.planning import changing
from serial.manuscripts.planning.changing import PlanIsUsed
from serial.manuscripts.planning.pruning import discard_manuscript
from serial.manuscripts.planning.reading_job import open_document
from serial.manuscripts.planning.saving_story_data import save_story_data
from serial.manuscripts.planning.updating import select_updates
from serial.manuscripts.splitting.plan import Method, PlannedChapter
from serial.params import parse_id
from serial.stories.models import Story

# Without a script, the page asks again by itself.
REFRESH_SECONDS = 2


class PlanPage(ImportPage):
    """Adds the pages to a ModelAdmin of stories; they open only the stories of that admin."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        methods = require_http_methods(["GET", "HEAD", "POST"])
        return [
            path(
                "<int:pk>/manuscripts/<int:manuscript>/",
                wrap(methods(self.show_manuscript)),
                name="stories_story_manuscript",
            ),
            path(
                "<int:pk>/manuscripts/<int:manuscript>/<int:start>/",
                wrap(methods(self.show_planned_chapter)),
                name="stories_story_manuscript_chapter",
            ),
            path(
                "import/<int:manuscript>/",
                wrap(methods(self.show_manuscript)),
                name="stories_new_story_manuscript",
            ),
            path(
                "import/<int:manuscript>/<int:start>/",
                wrap(methods(self.show_planned_chapter)),
                name="stories_new_story_manuscript_chapter",
            ),
            *super().get_urls(),
        ]

    def show_manuscript(
        self, request: HttpRequest, manuscript: int, pk: int | None = None
    ) -> HttpResponse:
        """`?progress` is the part that changes while the file is read."""
        story = self.own_story(request, pk)
        rows = self.manuscripts_of(request, story).select_related("used_by")
        row = get_object_or_404(rows, pk=manuscript)
        if row.state == State.USED:
            return self._to_import(row)
        if request.method == "POST":
            return self._post(request, story, row)
        url = self.page_url("manuscript", pk, row.pk)
        context: dict[str, object] = {"manuscript": row, "url": url}
        if row.state == State.PLANNED and "progress" not in request.GET:
            return self._show_plan(request, story, row, context)
        context["refresh_seconds"] = REFRESH_SECONDS
        if row.state == State.FAILED:
            context["problem"] = problem_text(row.problem, row.problem_detail)
        is_part = "progress" in request.GET
        template = "desk/importing/_reading.html" if is_part else "desk/importing/reading.html"
        return self.show_page(request, story, template, context)

    def _show_plan(
        self, request: HttpRequest, story: Story | None, row: Manuscript, context: dict[str, object]
    ) -> HttpResponse:
        plan = row.read_plan()
        rows = plan_rows(story, open_document(row), plan)
        site = SiteFields.of(row, story, signed_in_user(request))
        lost = lost_things(row.facts, with_comments=site.takes_comments)
        context |= {
            "plan": plan,
            "rows": rows,
            "selected_count": len(plan.selected()),
            "updates": [each for each in rows if each.is_update],
            "words": row.facts["counts"]["words"],
            "methods": [(each, METHODS[Method(each)]) for each in plan.methods],
            "lost": lost,
            "changed": changed_things(row.facts),
            "kept": kept_things(row.facts),
            "site": site,
            "story_data": StoryFields.of(row, story, signed_in_user(request)),
        }
        return self.show_page(request, story, "desk/importing/plan.html", context)

    def _post(self, request: HttpRequest, story: Story | None, row: Manuscript) -> HttpResponse:
        pk = story.pk if story else None
        user, data = signed_in_user(request), request.POST
        try:
            if "discard" in data:
                discard_manuscript(row, user)
                messages.success(request, gettext("The file was deleted. Nothing was imported."))
                return redirect(self.page_url("import", pk))
            changing.save_typed(row, user, read_typed(data))
            if not STORY_FIELDS.isdisjoint(data):
                save_story_data(row, user, read_typed_story(data))
            if "create" in data:
                act = start_import(row, user)
                return redirect(self.page_url("manuscript_import", act.story_id, act.pk))
            for name in ("chapter", "changes"):
                opened = parse_id(data.get(f"open_{name}"))
                if opened is not None:
                    return redirect(self.page_url(f"manuscript_{name}", pk, row.pk, opened))
            place = _change_plan(row, user, data)
        except NothingSelected:
            messages.error(request, gettext("Select at least one chapter."))
            place = ""
        except TitleMissing:
            messages.error(request, gettext("Give the story a title."))
            place = "#story-data"
        except PlanIsUsed:
            row.refresh_from_db()
            return self._to_import(row)
        return redirect(self.page_url("manuscript", pk, row.pk) + place)

    def _to_import(self, row: Manuscript) -> HttpResponse:
        act = getattr(row, "used_by", None)
        if act is None or row.story_id is None:
            return redirect(self.page_url("import", row.story_id))
        return redirect(self.page_url("manuscript_import", row.story_id, act.pk))

    def show_planned_chapter(
        self, request: HttpRequest, manuscript: int, start: int, pk: int | None = None
    ) -> HttpResponse:
        """The paragraphs of a chapter, with buttons that cut it and move its notes."""
        story = self.own_story(request, pk)
        row = get_object_or_404(
            self.manuscripts_of(request, story).filter(state=State.PLANNED), pk=manuscript
        )
        plan_url = self.page_url("manuscript", pk, row.pk)
        planned = row.read_plan().starting_at(start)
        if planned is None:
            # Another tab joined it to another chapter.
            return redirect(plan_url)
        if request.method == "POST":
            user = signed_in_user(request)
            try:
                place = _change_chapter(row, user, start, request.POST)
            except PlanIsUsed:
                return redirect(plan_url)
            return redirect(self.page_url("manuscript_chapter", pk, row.pk, place))
        blocks = open_document(row).blocks[planned.start : planned.end]
        context = {
            "manuscript": row,
            "planned": planned,
            "plan_url": plan_url,
            "blocks": [
                (number, block, _kind(planned, number))
                for number, block in enumerate(blocks, start=planned.start)
            ],
        }
        return self.show_page(request, story, "desk/importing/chapter.html", context)


def _kind(planned: PlannedChapter, number: int) -> str:
    if number < planned.start + planned.titles:
        return "title"
    if number < planned.body:
        return "before"
    return "text" if number < planned.body_end else "after"


def _change_plan(row: Manuscript, user: User, data: QueryDict) -> str:
    """Does what was pressed; returns the fragment of the row to go back to."""
    joined = parse_id(data.get("join"))
    if joined is not None:
        changing.join_to_previous(row, user, joined)
        starts = [each.start for each in Manuscript.objects.get(pk=row.pk).read_plan().chapters]
        before = [start for start in starts if start < joined]
        return f"#row-{before[-1]}" if before else ""
    if "updates" in data:
        select_updates(row, user, is_selected=data["updates"] == "all")
    elif "split_by" in data:
        changing.split_by(row, user, data.get("method", ""))
    return ""


def _change_chapter(row: Manuscript, user: User, start: int, data: QueryDict) -> int:
    """Does what was pressed; returns the first block of the chapter to show."""
    cut = parse_id(data.get("cut"))
    if cut is not None:
        changing.split_before(row, user, cut)
        return cut
    planned = row.read_plan().starting_at(start)
    titles = parse_id(data.get("titles"))
    if planned is None:
        return start
    if titles is not None:
        changing.set_titles(row, user, start, titles - start)
        return start
    body, body_end = parse_id(data.get("body")), parse_id(data.get("body_end"))
    if body is not None or body_end is not None:
        new_body = planned.body if body is None else body
        new_end = planned.body_end if body_end is None else body_end
        changing.set_notes(row, user, start, new_body, max(new_end, new_body))
    return start
