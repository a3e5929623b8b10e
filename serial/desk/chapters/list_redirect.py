"""The desk has no list of all chapters: the page of each story lists its own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from serial.chapters.models import Chapter
from serial.desk.chapters.chapter_deleting import ChapterDeleting
from serial.desk.owned_admin import OwnedChapterAdmin
from serial.params import parse_id


class ListRedirect(OwnedChapterAdmin, ChapterDeleting):
    """Leads from the list to the story's page, and after deleting and saving, too.

    The list still takes the actions on chapters. /admin/ keeps its list of everybody's chapters.
    """

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        if request.method != "POST" and self.admin_site.name == "desk":
            return redirect(self._story_list(request))
        return super().changelist_view(request, extra_context)

    def _story_list(self, request: HttpRequest) -> str:
        pk = parse_id(request.GET.get("story__id__exact"))
        if pk is None:
            only = list(self.stories_of(request).values_list("pk", flat=True)[:2])
            pk = only[0] if len(only) == 1 else None
        if pk is None:
            return reverse("desk:stories_story_changelist")
        state = "deleted" if "deleted" in request.GET else request.GET.get("state", "")
        return self._story_url(pk) + (f"?{urlencode({'state': state})}" if state else "")

    def _story_url(self, pk: int) -> str:
        return reverse(f"{self.admin_site.name}:stories_story_change", args=[pk])

    def response_post_save_add(self, request: HttpRequest, obj: Chapter) -> HttpResponseRedirect:
        return HttpResponseRedirect(self._story_url(obj.story_id))

    def response_post_save_change(self, request: HttpRequest, obj: Chapter) -> HttpResponseRedirect:
        return HttpResponseRedirect(self._story_url(obj.story_id))

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        messages.success(request, self.deletion_message(1, obj_display))
        return redirect(self._story_url(self.rows_of(request).get(pk=obj_id).story_id))
