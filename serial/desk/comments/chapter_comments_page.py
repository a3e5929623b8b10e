"""The comment settings of a chapter, its orphaned comments and its action log."""

from collections.abc import Mapping

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext

from accounts.http import AuthenticatedRequest
from serial.chapters.models import Chapter
from serial.comments import moderating
from serial.comments.feedback_pause import feedback_paused_since
from serial.comments.models import Comment, CommentAction, Discussion
from serial.comments.models.comment_action import CommentActionQuerySet
from serial.comments.settings_changes import change_chapter_settings
from serial.desk.comments.orphaned_comments import first_words, orphaned_threads, paragraph_texts
from serial.desk.comments.settings_forms import ChapterSettingsForm
from serial.desk.comments.settings_pages import CommentSettingsPage, report_saved
from serial.moderation.closed_comments import check_stays_closed, closed_notice
from serial.params import parse_id


class ChapterCommentsPage(CommentSettingsPage[Chapter, ChapterSettingsForm]):
    settings_template = "desk/chapter_comments.html"
    settings_buttons = {"move", "hide_quote"}

    def settings_form(
        self, subject: Chapter, data: Mapping[str, object] | None
    ) -> ChapterSettingsForm:
        discussion = Discussion.objects.filter(chapter=subject).first()
        return ChapterSettingsForm(data, instance=discussion or Discussion(chapter=subject))

    def change_settings(
        self, request: AuthenticatedRequest, subject: Chapter, form: ChapterSettingsForm
    ) -> CommentAction | None:
        change = form.change()
        check_stays_closed(change, subject, request.user)
        return change_chapter_settings(subject, change, request.user)

    def press_button(self, request: AuthenticatedRequest, subject: Chapter, button: str) -> None:
        threads = Comment.objects.threads().filter(chapter=subject)
        thread = get_object_or_404(threads, pk=parse_id(request.POST[button]))
        if button == "move":
            _move_thread(request, subject, thread)
        else:
            report_saved(request, moderating.hide_quote(thread, True, request.user))

    def actions_of(self, subject: Chapter) -> CommentActionQuerySet:
        return CommentAction.objects.filter(chapter=subject)

    def settings_context(
        self, request: AuthenticatedRequest, subject: Chapter
    ) -> dict[str, object]:
        orphaned = orphaned_threads(subject, feedback_paused_since(request.user))
        chosen = parse_id(request.GET.get("move"))
        moving = next((thread for thread in orphaned if thread.comment.pk == chosen), None)
        return {
            "chapter": subject,
            "closed_notice": closed_notice(subject),
            "orphaned_threads": orphaned,
            "moving": moving,
            "paragraphs": _paragraph_choices(subject) if moving else [],
        }


def _move_thread(request: AuthenticatedRequest, chapter: Chapter, thread: Comment) -> None:
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


def _paragraph_choices(chapter: Chapter) -> list[tuple[int, str]]:
    """The id of each paragraph, and a label with its number and first words."""
    rows = enumerate(paragraph_texts(chapter).items(), start=1)
    return [(id, f"{number} · {first_words(text)}") for number, (id, text) in rows]
