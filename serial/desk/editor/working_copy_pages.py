"""What was typed and not saved: taken in from the editor, compared, taken up again, discarded."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from serial.chapters.models import Chapter
from serial.chapters.texts import TEXT_FIELDS, ChapterText
from serial.desk.editor.working_copies import (
    AlreadySaved,
    CopyTooLong,
    KeyBelongsToOther,
    TypedText,
    save_copy,
)
from serial.desk.field_diffs import diff_fields
from serial.desk.models import WorkingCopy
from serial.desk.params import get_own, parse_int


class WorkingCopyPages:
    """Adds the pages to a ModelAdmin of chapters; a copy is its writer's alone."""

    admin_site: Any

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        one = "working-copies/<uuid:key>/"
        name = "chapters_chapter_working_copy"
        return [
            path(one, wrap(self.working_copy), name=name),
            path(f"{one}discard/", wrap(require_POST(self.discard_copy)), name=f"{name}_discard"),
            path(f"{one}restore/", wrap(require_POST(self.restore_copy)), name=f"{name}_restore"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def working_copy(self, request: HttpRequest, key: UUID) -> HttpResponse:
        if request.method == "POST":
            return self._keep(request, key)
        copy = self._find(request, key)
        saved = copy.chapter.text() if copy.chapter else ChapterText()
        # Names of routes then lead to this site of the two, the desk or the whole admin.
        request.current_app = self.admin_site.name
        context = self.admin_site.each_context(request) | {
            "title": _("What was typed and not saved"),
            "opts": Chapter._meta,
            "copy": copy,
            "form_address": self._form_address(copy),
            "differences": diff_fields(saved, copy.text()),
        }
        return TemplateResponse(request, "desk/working_copy.html", context)

    def discard_copy(self, request: HttpRequest, key: UUID) -> HttpResponse:
        copy = self._find(request, key)
        copy.discard()
        messages.success(request, _("Thrown away. It can be brought back for 30 days."))
        return redirect(self._address_of("working_copy", key))

    def restore_copy(self, request: HttpRequest, key: UUID) -> HttpResponse:
        copy = self._find(request, key)
        copy.bring_back()
        return redirect(self._address_of("working_copy", key))

    def _find(self, request: Any, key: UUID) -> WorkingCopy:
        copies = WorkingCopy.objects.by(request.user).filter(saved_at=None)
        copy: WorkingCopy = get_object_or_404(
            copies.select_related("chapter__story", "story"), key=key
        )
        return copy

    def _address_of(self, name: str, *args: Any) -> str:
        return reverse(f"{self.admin_site.name}:chapters_chapter_{name}", args=args)

    def _form_address(self, copy: WorkingCopy) -> str:
        """The form with this copy in it."""
        pk = copy.chapter_id
        page = self._address_of("change", pk) if pk else self._address_of("add")
        return f"{page}?copy={copy.key}"

    def _keep(self, request: Any, key: UUID) -> HttpResponse:
        posted = request.POST
        chapter = get_own(self.get_queryset(request), posted.get("chapter"))  # type: ignore[attr-defined]
        story = get_own(self.stories_of(request), posted.get("story"))  # type: ignore[attr-defined]
        text = ChapterText(**{name: posted.get(name, "") for name in TEXT_FIELDS})
        typed = TypedText(
            text=text,
            chapter=chapter,
            story=story or (chapter.story if chapter else None),
            based_on=parse_int(posted.get("based_on")) or 0,
        )
        try:
            save_copy(key, request.user, typed, parse_int(posted.get("tick")))
        except AlreadySaved:
            return JsonResponse({"settled": True}, status=409)
        except CopyTooLong:
            return JsonResponse({"too_long": True}, status=413)
        except KeyBelongsToOther:
            raise Http404 from None
        return JsonResponse({"kept": True})
