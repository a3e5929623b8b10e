"""Undo after "Publish now": the buttons in the editor and at the list, and where they lead."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.contrib import messages
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedRequest
from serial.chapters.models import Chapter
from serial.chapters.releases.releasing import ReleaseMade
from serial.chapters.releases.undoing import (
    UNDO_PERIOD,
    UndoRefused,
    undo_release,
    undo_releases,
)
from serial.desk.editor.working_copy_pages import WorkingCopyPages
from serial.desk.planning.release_sentence import sentence_of

# In the URL of the page that follows, and the name of its button.
UNDO: Final = "undo"


class UndoReleasePage(WorkingCopyPages):
    """Adds the pages to a ModelAdmin of chapters."""

    def get_urls(self) -> list[URLPattern]:
        of_one = self.admin_site.admin_view(require_POST(self.undo_release))
        of_list = self.admin_site.admin_view(require_POST(self.undo_releases))
        return [
            path("<int:pk>/undo-release/", of_one, name="chapters_chapter_undo_release"),
            path("undo-releases/", of_list, name="chapters_chapter_undo_releases"),
            *super().get_urls(),
        ]

    def undo_release(self, request: AuthenticatedRequest, pk: int) -> HttpResponse:
        """The button is in the form of the chapter: what is typed there becomes a working copy."""
        chapter = get_object_or_404(self.get_queryset(request), pk=pk)
        self.keep_typed(request, chapter)
        made = _read(request.POST.get(UNDO, ""))
        if [each.chapter for each in made] != [pk]:
            raise Http404
        try:
            undone = undo_release(made[0], request.user)
        except UndoRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _undone_message([undone]))
        return redirect(f"{self.admin_site.name}:chapters_chapter_change", pk)

    def undo_releases(self, request: AuthenticatedRequest) -> HttpResponse:
        """Of the action "Publish now" on chapters of the list."""
        made = _read(request.POST.get(UNDO, ""))
        pks = [each.chapter for each in made]
        stories = set(self.get_queryset(request).filter(pk__in=pks).values_list("story", flat=True))
        if not stories:
            raise Http404
        try:
            undone = undo_releases(made, request.user)
        except UndoRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _undone_message(undone))
            if left := len(made) - len(undone):
                messages.warning(request, _left_message(left))
        url = reverse(f"{self.admin_site.name}:chapters_chapter_changelist")
        return redirect(f"{url}?story__id__exact={stories.pop()}" if len(stories) == 1 else url)

    def undo_button(self, request: HttpRequest, made: Sequence[ReleaseMade]) -> SafeString:
        """Returns the form that a message shows while the list's "Publish now" can be undone."""
        name = f"{self.admin_site.name}:chapters_chapter_undo_releases"
        context = {"url": reverse(name), "token": undo_token(made), "seconds": UNDO_PERIOD.seconds}
        return render_to_string("desk/_undo_releases.html", context, request)


def _undone_message(chapters: Sequence[Chapter]) -> str:
    if len(chapters) > 1:
        text = _("Undone. %(count)d chapters are drafts or scheduled again, as before.")
        return text % {"count": len(chapters)}
    if chapters[0].is_draft():
        return _("Undone. The chapter is a draft again: only the authors of the story see it.")
    return _("Undone. %(release)s.") % {"release": sentence_of(chapters[0]).text}


def _left_message(count: int) -> str:
    text = ngettext(
        "%(count)d chapter was changed since it was published. It stays as it is.",
        "%(count)d chapters were changed since they were published. They stay as they are.",
        count,
    )
    return text % {"count": count}


def undo_token(made: Sequence[ReleaseMade]) -> str:
    """Returns what the button sends. It can be read by everybody, and made only here."""
    rows = [
        (
            each.chapter,
            each.revision,
            each.released_at.isoformat(),
            each.former.isoformat() if each.former else "",
            each.was_queued,
        )
        for each in made
    ]
    # All were released at one time: it is compressed to a few bytes a chapter.
    return _signer().sign_object(rows, compress=True)


def offered_undo(request: HttpRequest, chapter: Chapter | None) -> str:
    """Returns the token in the URL while the button is to be shown, or ""."""
    token = request.GET.get(UNDO, "")
    made = _read(token)
    if chapter is None or [each.chapter for each in made] != [chapter.pk]:
        return ""
    released_at = made[0].released_at
    is_new = timezone.now() - released_at < UNDO_PERIOD
    return token if is_new and chapter.release_at == released_at else ""


def _read(token: str) -> list[ReleaseMade]:
    """Returns nothing for a token that was not made here."""
    try:
        rows = _signer().unsign_object(token)
    except (BadSignature, ValueError):
        return []
    return [
        ReleaseMade(
            chapter=chapter,
            revision=revision,
            released_at=datetime.fromisoformat(released_at),
            former=datetime.fromisoformat(former) if former else None,
            was_queued=was_queued,
        )
        for chapter, revision, released_at, former, was_queued in rows
    ]


def _signer() -> Signer:
    return Signer(salt="serial.desk.undo-release")
