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
from serial.comments import moderating
from serial.comments.feedback_pause import feedback_paused_since
from serial.comments.models import Comment, CommentAction, Discussion
from serial.comments.settings_changes import change_chapter_settings
from serial.desk.comments.orphaned_comments import first_words, orphaned_threads, paragraph_texts
from serial.desk.comments.settings_forms import ChapterSettingsForm
from serial.desk.comments.settings_pages import (
    posted_pk,
    recent_actions,
    report_saved,
    undo_posted_action,
)
from serial.desk.params import parse_int

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
        form = ChapterSettingsForm(request.POST if is_about_rules else None, instance=own)
        if request.method == "POST" and self._do(request, chapter, form):
            here = f"{self.admin_site.name}:chapters_chapter_comments"
            return redirect(reverse(here, args=[chapter.pk]))
        return self._comments_page(request, chapter, form)

    def _do(self, request: Any, chapter: Chapter, form: ChapterSettingsForm) -> bool:
        """Whether it is done; else the form says why not."""
        posted = request.POST
        if "undo" in posted:
            undo_posted_action(request, CommentAction.objects.filter(chapter=chapter))
        elif "place" in posted:
            self._place(request, chapter, _get_thread(chapter, posted_pk(request, "place")))
        elif "hide_quote" in posted:
            thread = _get_thread(chapter, posted_pk(request, "hide_quote"))
            report_saved(request, moderating.hide_quote(thread, True, request.user))
        elif form.is_valid():
            report_saved(request, change_chapter_settings(chapter, form.rules(), request.user))
        else:
            return False
        return True

    def _place(self, request: Any, chapter: Chapter, thread: Comment) -> None:
        """The field `block` names a paragraph; left empty, the chapter as a whole."""
        block = parse_int(request.POST.get("paragraph"))
        if request.POST.get("paragraph") and block not in paragraph_texts(chapter):
            said = gettext("Not placed: the chapter has other paragraphs now. Choose once more.")
            messages.error(request, said)
            return
        report_saved(request, moderating.move_to_paragraph(thread, block, request.user))

    def _comments_page(
        self, request: Any, chapter: Chapter, form: ChapterSettingsForm
    ) -> HttpResponse:
        # Names of routes then lead to this site of the two, the desk or the whole admin.
        request.current_app = self.admin_site.name
        lost = orphaned_threads(chapter, feedback_paused_since(request.user))
        placing = parse_int(request.GET.get("place"))
        chosen = [each for each in lost if each.comment.pk == placing]
        context = self.admin_site.each_context(request) | {
            "title": gettext("Comments on “%s”") % chapter.label(),
            "opts": Chapter._meta,
            "original": chapter,
            "chapter": chapter,
            "form": form,
            "lost": lost,
            "placing": chosen[0] if chosen else None,
            "paragraphs": _paragraph_choices(chapter) if chosen else [],
            "actions": recent_actions(chapter.story, CommentAction.objects.filter(chapter=chapter)),
        }
        return TemplateResponse(request, "desk/chapter_comments.html", context)


def _get_thread(chapter: Chapter, pk: int) -> Comment:
    return get_object_or_404(Comment.objects.threads(), chapter=chapter, pk=pk)


def _paragraph_choices(chapter: Chapter) -> list[tuple[int, str]]:
    """Each paragraph by its id, with its number and first words."""
    rows = enumerate(paragraph_texts(chapter).items(), start=1)
    return [(block, f"{number} · {first_words(text)}") for number, (block, text) in rows]
