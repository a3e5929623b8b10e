"""Telling followers of a released chapter again: the page that asks, and the button on it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.http import AuthenticatedRequest
from serial.chapters.models import Chapter
from serial.chapters.releases.announcing_again import (
    AnnouncementRefused,
    announce_again,
    why_not_again,
)
from serial.desk.owned_admin import OwnedChapterAdmin
from serial.library.counts import told_count


class AnnouncePage(OwnedChapterAdmin):
    """Adds the page to a ModelAdmin of chapters."""

    def get_urls(self) -> list[URLPattern]:
        view = require_http_methods(["GET", "HEAD", "POST"])(self.announce)
        name = "chapters_chapter_announce"
        view = self.admin_site.admin_view(view)
        return [path("<int:pk>/announce/", view, name=name), *super().get_urls()]

    def announce(self, request: AuthenticatedRequest, pk: int) -> HttpResponse:
        chapters = self.rows_of(request).filter(deleted_at=None).without_text()
        chapter = get_object_or_404(chapters.select_related("story"), pk=pk)
        if request.method != "POST":
            return self._ask(request, chapter)
        try:
            announce_again(chapter, request.user)
        except AnnouncementRefused as refusal:
            messages.error(request, str(refusal))
        else:
            self.log_change(request, chapter, _("Followers told again."))
            messages.success(request, _told_message(chapter))
        return redirect(f"{self.admin_site.name}:stories_story_change", chapter.story_id)

    def _ask(self, request: AuthenticatedRequest, chapter: Chapter) -> HttpResponse:
        # URL names then resolve to this site: the desk or the site's admin.
        request.current_app = self.admin_site.name
        context = self.admin_site.each_context(request) | {
            "title": _("Tell followers") if chapter.is_silent else _("Tell followers again"),
            "opts": Chapter._meta,
            "chapter": chapter,
            "refusal": why_not_again(chapter),
            "count": told_count(chapter.story),
        }
        return TemplateResponse(request, "desk/announce.html", context)


def _told_message(chapter: Chapter) -> str:
    count = told_count(chapter.story)
    text = ngettext(
        "%(count)d follower is told of “%(chapter)s” now, or in the next digest.",
        "%(count)d followers are told of “%(chapter)s” now, or in their next digest.",
        count,
    )
    return text % {"count": count, "chapter": chapter.label()}
