"""The comment settings of a chapter, its orphaned comments and its action log."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.http import AuthenticatedRequest
from serial.chapters.models import Chapter
from serial.comments import moderating
from serial.comments.feedback_pause import feedback_paused_since
from serial.comments.models import Comment, CommentAction, Discussion
from serial.comments.settings_changes import change_chapter_settings
from serial.desk.comments.orphaned_comments import first_words, orphaned_threads, paragraph_texts
from serial.desk.comments.settings_forms import ChapterSettingsForm
from serial.desk.comments.settings_pages import (
    recent_actions,
    report_saved,
    undo_posted_action,
)
from serial.desk.owned_admin import OwnedChapterAdmin
from serial.params import parse_id

BUTTONS = {"undo", "move", "hide_quote"}


class ChapterCommentsPage(OwnedChapterAdmin):
    """Adds the page to a ModelAdmin of chapters, for users who may change them."""

    def get_urls(self) -> list[URLPattern]:
        view = require_http_methods(["GET", "HEAD", "POST"])(self.chapter_comments)
        name = "chapters_chapter_comments"
        return [
            path("<int:pk>/comments/", self.admin_site.admin_view(view), name=name),
            *super().get_urls(),
        ]

    def chapter_comments(self, request: AuthenticatedRequest, pk: int) -> HttpResponse:
        chapters = self.get_queryset(request).select_related("story")
        chapter = get_object_or_404(chapters, pk=pk)
        if not self.has_change_permission(request, chapter):
            raise PermissionDenied
        discussion = Discussion.objects.filter(chapter=chapter).first() or Discussion(
            chapter=chapter
        )
        has_settings = request.method == "POST" and not BUTTONS & set(request.POST)
        form = ChapterSettingsForm(request.POST if has_settings else None, instance=discussion)
        if request.method == "POST" and self._handle_post(request, chapter, form):
            url_name = f"{self.admin_site.name}:chapters_chapter_comments"
            return redirect(reverse(url_name, args=[chapter.pk]))
        return self._comments_page(request, chapter, form)

    def _handle_post(
        self, request: AuthenticatedRequest, chapter: Chapter, form: ChapterSettingsForm
    ) -> bool:
        """Returns False if the form has errors."""
        if "undo" in request.POST:
            undo_posted_action(request, CommentAction.objects.filter(chapter=chapter))
        elif "move" in request.POST:
            thread = _get_thread(chapter, request.POST["move"])
            self._move_thread(request, chapter, thread)
        elif "hide_quote" in request.POST:
            thread = _get_thread(chapter, request.POST["hide_quote"])
            report_saved(request, moderating.hide_quote(thread, True, request.user))
        elif form.is_valid():
            action = change_chapter_settings(chapter, form.change(), request.user)
            report_saved(request, action)
        else:
            return False
        return True

    def _move_thread(
        self, request: AuthenticatedRequest, chapter: Chapter, thread: Comment
    ) -> None:
        """The POST field `paragraph` is a paragraph id, or empty for the chapter as a whole."""
        paragraph = parse_id(request.POST.get("paragraph"))
        if request.POST.get("paragraph") and paragraph not in paragraph_texts(chapter):
            text = gettext(
                "Comment not moved: the paragraph you chose is no longer in the chapter. "
                "Choose another one."
            )
            messages.error(request, text)
            return
        report_saved(request, moderating.move_to_paragraph(thread, paragraph, request.user))

    def _comments_page(
        self, request: AuthenticatedRequest, chapter: Chapter, form: ChapterSettingsForm
    ) -> HttpResponse:
        # The page exists in the desk and in the site admin: URL names resolve within this one.
        request.current_app = self.admin_site.name
        orphaned = orphaned_threads(chapter, feedback_paused_since(request.user))
        chosen = parse_id(request.GET.get("move"))
        moving = next((thread for thread in orphaned if thread.comment.pk == chosen), None)
        context = self.admin_site.each_context(request) | {
            "title": gettext("Comments on “%s”") % chapter.label(),
            "opts": Chapter._meta,
            "original": chapter,
            "chapter": chapter,
            "form": form,
            "orphaned_threads": orphaned,
            "moving": moving,
            "paragraphs": _paragraph_choices(chapter) if moving else [],
            "actions": recent_actions(chapter.story, CommentAction.objects.filter(chapter=chapter)),
        }
        return TemplateResponse(request, "desk/chapter_comments.html", context)


def _get_thread(chapter: Chapter, pk: str) -> Comment:
    return get_object_or_404(Comment.objects.threads(), chapter=chapter, pk=parse_id(pk))


def _paragraph_choices(chapter: Chapter) -> list[tuple[int, str]]:
    """The id of each paragraph, and a label with its number and first words."""
    rows = enumerate(paragraph_texts(chapter).items(), start=1)
    return [(id, f"{number} · {first_words(text)}") for number, (id, text) in rows]
