"""Undo after "Publish now": the button in the editor, and where it leads."""

from datetime import datetime
from typing import Final

from django.contrib import messages
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedRequest
from serial.chapters.models import Chapter
from serial.chapters.undoing_release import UNDO_PERIOD, ReleaseMade, UndoRefused, undo_release
from serial.desk.editor.working_copy_pages import WorkingCopyPages
from serial.desk.planning.release_sentence import release_sentence

# In the URL of the page that follows, and the name of its button.
UNDO: Final = "undo"


class UndoReleasePage(WorkingCopyPages):
    """Adds the page to a ModelAdmin of chapters."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.undo_release))
        name = "chapters_chapter_undo_release"
        return [path("<int:pk>/undo-release/", view, name=name), *super().get_urls()]

    def undo_release(self, request: AuthenticatedRequest, pk: int) -> HttpResponse:
        """The button is in the form of the chapter: what is typed there becomes a working copy."""
        chapter = get_object_or_404(self.get_queryset(request), pk=pk)
        self.keep_typed(request, chapter)
        made = _read(request.POST.get(UNDO, ""))
        if made is None or made.chapter != pk:
            raise Http404
        try:
            undone = undo_release(made, request.user)
        except UndoRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _undone_message(undone))
        return redirect(f"{self.admin_site.name}:chapters_chapter_change", pk)


def _undone_message(chapter: Chapter) -> str:
    if chapter.is_draft():
        return _("Undone. The chapter is a draft again: only the authors of the story see it.")
    return _("Undone. %(release)s.") % {"release": release_sentence(chapter.release_at).text}


def undo_token(made: ReleaseMade) -> str:
    """Returns what the button sends. It can be read by everybody, and made only here."""
    values = {
        "chapter": made.chapter,
        "revision": made.revision,
        "released_at": made.released_at.isoformat(),
        "former": made.former.isoformat() if made.former else "",
    }
    return _signer().sign_object(values)


def offered_undo(request: HttpRequest, chapter: Chapter | None) -> str:
    """Returns the token in the URL while the button is to be shown, or ""."""
    token = request.GET.get(UNDO, "")
    made = _read(token)
    if made is None or chapter is None or made.chapter != chapter.pk:
        return ""
    is_new = timezone.now() - made.released_at < UNDO_PERIOD
    return token if is_new and chapter.release_at == made.released_at else ""


def _read(token: str) -> ReleaseMade | None:
    try:
        values = _signer().unsign_object(token)
    except (BadSignature, ValueError):
        return None
    former = values["former"]
    return ReleaseMade(
        chapter=values["chapter"],
        revision=values["revision"],
        released_at=datetime.fromisoformat(values["released_at"]),
        former=datetime.fromisoformat(former) if former else None,
    )


def _signer() -> Signer:
    return Signer(salt="serial.desk.undo-release")
