"""The comments of a chapter at the desk: who may write them, and those that lost their place."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from serial.chapters.models import Chapter
from serial.comments import deciding
from serial.comments.models import Act, Comment, Discussion
from serial.comments.ruling import set_chapter_rules
from serial.comments.writing_days import writing_since
from serial.desk.comment_rules import newest_acts, posted_key, say_saved, undo_one_of
from serial.desk.finding import whole_number
from serial.desk.forms.comment_rules import ChapterRulesForm
from serial.desk.lost_places import lost_threads, opening, paragraphs_of

BUTTONS = {"undo", "place", "hide_quote"}


class ChapterCommentsPage:
    """Adds the page to a ModelAdmin of chapters, for those who may change the chapter."""

    admin_site: Any

    def get_urls(self) -> list[Any]:
        view = require_http_methods(["GET", "HEAD", "POST"])(self.chapter_comments)
        name = "chapters_chapter_comments"
        return [
            path("<int:pk>/comments/", self.admin_site.admin_view(view), name=name),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def chapter_comments(self, request: Any, pk: int) -> HttpResponse:
        chapters = self.get_queryset(request).select_related("story")  # type: ignore[attr-defined]
        chapter: Chapter = get_object_or_404(chapters, pk=pk)
        if not self.has_change_permission(request, chapter):  # type: ignore[attr-defined]
            raise PermissionDenied
        own = Discussion.objects.filter(chapter=chapter).first() or Discussion(chapter=chapter)
        is_about_rules = request.method == "POST" and not BUTTONS & set(request.POST)
        form = ChapterRulesForm(request.POST if is_about_rules else None, instance=own)
        if request.method == "POST" and self._do(request, chapter, form):
            here = f"{self.admin_site.name}:chapters_chapter_comments"
            return redirect(reverse(here, args=[chapter.pk]))
        return self._comments_page(request, chapter, form)

    def _do(self, request: Any, chapter: Chapter, form: ChapterRulesForm) -> bool:
        """Whether it is done; else the form says why not."""
        posted = request.POST
        if "undo" in posted:
            undo_one_of(request, Act.objects.filter(chapter=chapter))
        elif "place" in posted:
            self._place(request, chapter, _thread(chapter, posted_key(request, "place")))
        elif "hide_quote" in posted:
            thread = _thread(chapter, posted_key(request, "hide_quote"))
            say_saved(request, deciding.hide_quote(thread, True, request.user))
        elif form.is_valid():
            say_saved(request, set_chapter_rules(chapter, form.rules(), request.user))
        else:
            return False
        return True

    def _place(self, request: Any, chapter: Chapter, thread: Comment) -> None:
        """The field `block` names a paragraph; left empty, the chapter as a whole."""
        block = whole_number(request.POST.get("block"))
        if request.POST.get("block") and block not in paragraphs_of(chapter):
            said = gettext("Not placed: the chapter has other paragraphs now. Choose once more.")
            messages.error(request, said)
            return
        say_saved(request, deciding.place(thread, block, request.user))

    def _comments_page(
        self, request: Any, chapter: Chapter, form: ChapterRulesForm
    ) -> HttpResponse:
        # Names of routes then lead to this site of the two, the desk or the whole admin.
        request.current_app = self.admin_site.name
        lost = lost_threads(chapter, writing_since(request.user))
        placing = whole_number(request.GET.get("place"))
        chosen = [each for each in lost if each.comment.pk == placing]
        context = self.admin_site.each_context(request) | {
            "title": gettext("Comments on “%s”") % chapter.label(),
            "opts": Chapter._meta,
            "original": chapter,
            "chapter": chapter,
            "form": form,
            "lost": lost,
            "placing": chosen[0] if chosen else None,
            "paragraphs": _choices(chapter) if chosen else [],
            "acts": newest_acts(chapter.story, Act.objects.filter(chapter=chapter)),
        }
        return TemplateResponse(request, "desk/chapter_comments.html", context)


def _thread(chapter: Chapter, pk: int) -> Comment:
    return get_object_or_404(Comment.objects.threads(), chapter=chapter, pk=pk)


def _choices(chapter: Chapter) -> list[tuple[int, str]]:
    """Each paragraph by its id, with its number and first words."""
    rows = enumerate(paragraphs_of(chapter).items(), start=1)
    return [(block, f"{number} · {opening(text)}") for number, (block, text) in rows]
