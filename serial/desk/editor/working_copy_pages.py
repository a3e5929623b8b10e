"""The pages of working copies: store from the editor, compare, reopen, discard, restore."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedRequest
from serial.chapters.models import Chapter
from serial.chapters.texts import TEXT_FIELDS, ChapterText
from serial.desk.editor.saved_elsewhere import saved_elsewhere
from serial.desk.editor.working_copies import (
    AlreadySaved,
    CopyTooLong,
    CopyVersion,
    KeyBelongsToOther,
    TypedText,
    save_copy,
)
from serial.desk.field_diffs import diff_fields
from serial.desk.models import WorkingCopy
from serial.desk.owned_admin import OwnedChapterAdmin
from serial.params import get_chosen, parse_id
from serial.stories.models import Story
from serial.stories.time_limits import UNDELETE_PERIOD


class WorkingCopyPages(OwnedChapterAdmin):
    """Adds the pages to a ModelAdmin of chapters; only the user who typed a copy sees it."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        prefix = "working-copies/<uuid:key>/"
        name = "chapters_chapter_working_copy"
        return [
            path(prefix, wrap(self.show_or_store_copy), name=name),
            path(f"{prefix}discard/", wrap(self.discard_copy), name=f"{name}_discard"),
            path(
                f"{prefix}restore/", wrap(require_POST(self.restore_copy)), name=f"{name}_restore"
            ),
            *super().get_urls(),
        ]

    def show_or_store_copy(self, request: AuthenticatedRequest, key: UUID) -> HttpResponse:
        if request.method == "POST":
            return self._store(request, key)
        copy = self._get_copy(request, key)
        saved = copy.chapter.text() if copy.chapter else ChapterText()
        # URL names then resolve to this site: the desk or the site's admin.
        request.current_app = self.admin_site.name
        context = self.admin_site.each_context(request) | {
            "title": _("Unsaved changes"),
            "opts": Chapter._meta,
            "copy": copy,
            "form_url": self._form_url(copy),
            "field_diffs": diff_fields(saved, copy.text()),
        }
        return TemplateResponse(request, "desk/working_copy.html", context)

    def discard_copy(self, request: AuthenticatedRequest, key: UUID) -> HttpResponse:
        """Asks first; the page of the copy then offers to restore it."""
        copy = self._get_copy(request, key)
        if request.method != "POST":
            request.current_app = self.admin_site.name
            context = self.admin_site.each_context(request) | {
                "title": _("Discard these changes?") if copy.chapter else _("Discard this draft?"),
                "opts": Chapter._meta,
                "copy": copy,
            }
            return TemplateResponse(request, "desk/discard_working_copy.html", context)
        copy.discard()
        messages.success(
            request,
            _("Changes discarded. You can restore them for %d days.") % UNDELETE_PERIOD.days,
        )
        return redirect(self._url("working_copy", key))

    def restore_copy(self, request: AuthenticatedRequest, key: UUID) -> HttpResponse:
        copy = self._get_copy(request, key)
        copy.restore()
        return redirect(self._url("working_copy", key))

    def _get_copy(self, request: AuthenticatedRequest, key: UUID) -> WorkingCopy:
        copies = WorkingCopy.objects.by(request.user).filter(saved_at=None)
        return get_object_or_404(copies.select_related("chapter__story", "story"), key=key)

    def _url(self, name: str, *args: object) -> str:
        return reverse(f"{self.admin_site.name}:chapters_chapter_{name}", args=args)

    def _form_url(self, copy: WorkingCopy) -> str:
        """Returns the URL of the chapter form, filled from this copy."""
        pk = copy.chapter_id
        url = self._url("change", pk) if pk else self._url("add")
        return f"{url}?copy={copy.key}"

    def keep_typed(self, request: AuthenticatedRequest, chapter: Chapter) -> None:
        """Stores what a form of the chapter sent to a page that does not save it."""
        story = chapter.story
        typed = _typed(request, chapter, story)
        if "body" not in request.POST or typed.text.cleaned() == chapter.text():
            return
        try:
            key = UUID(request.POST.get("copy_key", ""))
        except ValueError:
            key = uuid4()
        try:
            save_copy(key, request.user, typed)
        except (AlreadySaved, KeyBelongsToOther):
            save_copy(uuid4(), request.user, typed)
        except CopyTooLong:
            # Only the browser's storage has it.
            return

    def _store(self, request: AuthenticatedRequest, key: UUID) -> HttpResponse:
        posted = request.POST
        chapter = get_chosen(self.get_queryset(request), posted.get("chapter"))
        story = get_chosen(self.stories_of(request), posted.get("story"))
        typed = _typed(request, chapter, story or (chapter.story if chapter else None))
        try:
            save_copy(key, request.user, typed, parse_id(posted.get("sequence")))
        except AlreadySaved:
            # Expected of what the browser kept of a form that it sent.
            status = 200 if posted.get("is_submitted") else 409
            return JsonResponse({"stored": False, "already_saved": True}, status=status)
        except CopyTooLong:
            return JsonResponse({"too_long": True}, status=413)
        except KeyBelongsToOther:
            raise Http404 from None
        notice = (
            saved_elsewhere(chapter, typed.text, typed.based_on, request.user) if chapter else ""
        )
        return JsonResponse({"stored": True, "saved_elsewhere": notice})


def _typed(
    request: AuthenticatedRequest, chapter: Chapter | None, story: Story | None
) -> TypedText:
    posted = request.POST
    return TypedText(
        text=ChapterText(**{name: posted.get(name, "") for name in TEXT_FIELDS}),
        chapter=chapter,
        story=story,
        based_on=parse_id(posted.get("based_on")) or 0,
        continues=CopyVersion.parse(posted.get("continued_copy")),
        caret=parse_id(posted.get("caret")),
    )
