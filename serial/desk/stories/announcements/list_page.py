"""The announcements of a story at the desk, with what can be done with each."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from accounts.http import AuthenticatedRequest
from accounts.models import User
from serial.desk.stories.announcements.form_page import (
    NAME,
    UNDO,
    AnnouncementFormPage,
    published_text,
)
from serial.params import get_page, parse_id
from serial.stories.announcing import (
    AnnouncementRefused,
    delete_announcement,
    publish_announcement,
    revert_announcement,
    undelete_announcement,
    undo_revert,
)
from serial.stories.models import Announcement, Story

ROWS_PER_PAGE = 30

Verb = Callable[[Announcement, User], Announcement]
VERBS: dict[str, Verb] = {
    "publish_announcement": publish_announcement,
    "republish_announcement": undo_revert,
    "restore_announcement": undelete_announcement,
    "revert": revert_announcement,
    "delete": delete_announcement,
}
UNDOABLE = {"publish_announcement", "revert", "delete"}


class AnnouncementPages(AnnouncementFormPage):
    """Adds the pages to a ModelAdmin of stories; they open only the stories of that admin."""

    def get_urls(self) -> list[URLPattern]:
        view = require_http_methods(["GET", "HEAD", "POST"])(self.list_announcements)
        page = path("<int:pk>/announcements/", self.admin_site.admin_view(view), name=f"{NAME}s")
        return [page, *super().get_urls()]

    def list_announcements(self, request: AuthenticatedRequest, pk: int) -> HttpResponse:
        story = self.announcing_story(request, pk)
        if request.method == "POST":
            return self._change_state(request, story)
        rows = story.announcements.filter(deleted_at=None).select_related("story")
        page = get_page(request, rows, ROWS_PER_PAGE)
        context = {"page": page, "changed": _changed(request, story)}
        return self.announcements_page(request, story, "list", context)

    def _change_state(self, request: AuthenticatedRequest, story: Story) -> HttpResponse:
        pk = parse_id(request.POST.get("announcement"))
        announcement = get_object_or_404(story.announcements, pk=pk)
        name, url = request.POST.get("action", ""), self.announcements_url(story)
        if name not in VERBS:
            raise Http404
        try:
            VERBS[name](announcement, request.user)
        except AnnouncementRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(url)
        if name == "publish_announcement":
            messages.success(request, published_text(story))
        return redirect(f"{url}?{UNDO}={announcement.pk}" if name in UNDOABLE else url)


def _changed(request: HttpRequest, story: Story) -> Announcement | None:
    """Returns the announcement whose last change the page offers to undo."""
    pk = parse_id(request.GET.get(UNDO))
    return story.announcements.filter(pk=pk).first() if pk is not None else None
