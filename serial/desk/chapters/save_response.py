"""What the editor says after saving, and where it leads."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from accounts.http import signed_in_user
from serial.chapters.models import Chapter
from serial.chapters.releases.releasing import ReleaseMade
from serial.desk.chapters.edit_conflict import MERGE
from serial.desk.chapters.told_followers import told_text
from serial.desk.chapters.undo_release_page import UNDO, undo_token
from serial.desk.editor.opened_copy import SAVED_TEXT
from serial.desk.editor.working_copies import unsaved_copies
from serial.desk.owned_admin import OwnedChapterAdmin
from serial.desk.planning.release_fields import PUBLISH
from serial.desk.planning.release_sentence import sentence_of

# The button that makes the story public when it saves the chapter.
MAKE_PUBLIC = "_make_public"
STAYING = ("_continue", PUBLISH, MAKE_PUBLIC, MERGE)


class SaveResponse(OwnedChapterAdmin):
    """Replaces Django's messages and redirects after a save; save_model() tells what was saved."""

    def response_add(
        self, request: HttpRequest, obj: Chapter, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self.response_change(request, obj)

    def response_change(self, request: HttpRequest, obj: Chapter) -> HttpResponse:
        if any(name in request.POST for name in STAYING):
            url = reverse(f"{self.admin_site.name}:chapters_chapter_change", args=[obj.pk])
            # What another tab has not saved would open in the place of what was just saved.
            has_others = bool(unsaved_copies(signed_in_user(request), obj))
            query = QueryDict(mutable=True)
            if has_others:
                query["copy"] = SAVED_TEXT
            if made := request.__dict__.get("release_made"):
                query[UNDO] = undo_token([made])
            return redirect(f"{url}?{query.urlencode()}" if query else url)
        return self.response_post_save_change(request, obj)

    def note_release(
        self, request: HttpRequest, chapter: Chapter, former: datetime | None, was_queued: bool
    ) -> None:
        """Has "Publish now" offer Undo on the next page. former: the release before this save."""
        if PUBLISH in request.POST and chapter.release_at and chapter.is_released():
            made = ReleaseMade(chapter.pk, chapter.revision, chapter.release_at, former, was_queued)
            request.__dict__["release_made"] = made

    def tell_saved(
        self, request: HttpRequest, chapter: Chapter, release_changed: bool, left_queue: bool
    ) -> None:
        """Adds the message; a plain save is told by "Saved 11:14" beside the button."""
        if release_changed:
            text = _release_message(chapter)
            if left_queue:
                left = _("It left the queue: the chapters behind it moved up.")
                text = format_html("{} {}", text, left)
            self.message_user(request, text, messages.SUCCESS)
        else:
            self.message_user(request, _("Saved."), messages.SUCCESS, extra_tags="saved")


def _release_message(chapter: Chapter) -> str:
    if chapter.is_draft():
        return _("Saved. The chapter is a draft: only the authors of the story see it.")
    if chapter.is_released():
        link = format_html('<a href="{}">{}</a>', chapter.get_absolute_url(), _("View the chapter"))
        texts = filter(None, [_("Published."), told_text([chapter]), link])
        return format_html_join(" ", "{}", ((text,) for text in texts))
    text = _("Saved. %(release)s.")
    if chapter.is_silent:
        text = _("Saved. %(release)s. Followers are not told.")
    return text % {"release": sentence_of(chapter).text}
