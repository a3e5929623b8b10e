"""What an import would change in a chapter that the story has, before it is changed."""

from posixpath import basename

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.http import signed_in_user
from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.texts import ChapterText
from serial.desk.importing.plan_page import PlanPage
from serial.desk.revisions.comparison import TextComparison
from serial.desk.revisions.view_links import requested_view, view_links
from serial.manuscripts.chapter_texts import convert_chapter
from serial.manuscripts.documents import Document
from serial.manuscripts.models import Manuscript
from serial.manuscripts.models.manuscript import State
from serial.manuscripts.planning.changing import PlanIsUsed
from serial.manuscripts.planning.existing import known_pictures
from serial.manuscripts.planning.reading_job import open_document
from serial.manuscripts.planning.updating import (
    ChangedMeanwhile,
    keep_chapter,
    make_new_chapter,
    take_update,
)
from serial.manuscripts.splitting.plan import Plan, PlannedChapter
from serial.params import parse_id
from serial.stories.models import Story


class UpdatePage(PlanPage):
    """Adds the page to a ModelAdmin of stories; it opens only the stories of that admin."""

    def get_urls(self) -> list[URLPattern]:
        view = require_http_methods(["GET", "HEAD", "POST"])(self.compare_update)
        return [
            path(
                "<int:pk>/manuscripts/<int:manuscript>/<int:start>/changes/",
                self.admin_site.admin_view(view),
                name="stories_story_manuscript_changes",
            ),
            *super().get_urls(),
        ]

    def compare_update(
        self, request: HttpRequest, pk: int, manuscript: int, start: int
    ) -> HttpResponse:
        """The chapter as it is, compared with the file; buttons that take the changes or do not."""
        story = self.existing_story(request, pk)
        row = get_object_or_404(story.manuscripts.filter(state=State.PLANNED), pk=manuscript)
        plan = row.read_plan()
        planned = plan.starting_at(start)
        chapter = _chapter_of(story, planned)
        if planned is None or chapter is None:
            # Another tab joined it to another chapter, or the chapter was deleted.
            return self._to_plan(row, start)
        if request.method == "POST":
            return self._decide(request, row, start)
        text = _text_of(story, open_document(row), planned)
        text = text.with_content_note(chapter.content_note)
        starts = _starts_of_updates(plan)
        place = starts.index(start) if start in starts else 0
        context = {
            "title": gettext("Changes in %(chapter)s") % {"chapter": chapter.numbered_label()},
            "comparison": TextComparison(older_text=chapter.text(), newer_text=text.cleaned()),
            "view": requested_view(request),
            "views": view_links(request),
            "chapter": chapter,
            "planned": planned,
            "is_stale": chapter.revision != planned.revision,
            "plan_url": self.page_url("manuscript", pk, row.pk),
            "number": place + 1,
            "count": len(starts),
        }
        return self.show_page(request, story, "desk/importing/changes.html", context)

    def _decide(self, request: HttpRequest, row: Manuscript, start: int) -> HttpResponse:
        """Does what was pressed, and goes on to the next chapter with changes."""
        try:
            _decide(row, signed_in_user(request), start, request.POST)
        except PlanIsUsed:
            return self._to_plan(row, start)
        except ChangedMeanwhile:
            text = gettext("The chapter was changed meanwhile. This is the comparison with it now.")
            messages.error(request, text)
            return redirect(self.page_url("manuscript_changes", row.story_id, row.pk, start))
        row.refresh_from_db(fields=["plan"])
        after = [each for each in _starts_of_updates(row.read_plan()) if each > start]
        if not after:
            return self._to_plan(row, start)
        return redirect(self.page_url("manuscript_changes", row.story_id, row.pk, after[0]))

    def _to_plan(self, row: Manuscript, start: int) -> HttpResponseRedirect:
        return redirect(f"{self.page_url('manuscript', row.story_id, row.pk)}#row-{start}")


def _chapter_of(story: Story, planned: PlannedChapter | None) -> Chapter | None:
    if planned is None or planned.updates is None:
        return None
    return story.chapters.filter(deleted_at=None, pk=planned.updates).first()


def _text_of(story: Story, document: Document, planned: PlannedChapter) -> ChapterText:
    """Pictures that are not stored yet have their names in the file."""
    names = {name: basename(location) for name, location in document.pictures.items()}
    pictures = {name: f"{settings.MEDIA_URL}{each}" for name, each in names.items()}
    pictures |= known_pictures(story, document)
    made = convert_chapter(document, planned, pictures, settings.MEDIA_URL)
    return made.text(planned.title)


def _starts_of_updates(plan: Plan) -> list[int]:
    return [each.start for each in plan.chapters if each.updates and not each.is_unchanged]


def _decide(row: Manuscript, user: User, start: int, data: QueryDict) -> None:
    if "take" in data:
        take_update(row, user, start, parse_id(data.get("seen")) or 0)
    elif "keep" in data:
        keep_chapter(row, user, start)
    elif "new" in data:
        make_new_chapter(row, user, start)
