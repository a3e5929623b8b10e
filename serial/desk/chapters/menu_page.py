"""What can be done with one chapter: the menu of its row on the story's page, and a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from serial.chapters.models import Chapter
from serial.desk.owned_admin import OwnedChapterAdmin
from serial.desk.planning.next_slot import OtherReleases
from serial.times.wording import format_upcoming


class MenuPage(OwnedChapterAdmin):
    """Adds the page to a ModelAdmin of chapters. A script shows its menu in the row."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_safe(self.show_menu))
        return [path("<int:pk>/menu/", view, name="chapters_chapter_menu"), *super().get_urls()]

    def show_menu(self, request: HttpRequest, pk: int) -> HttpResponse:
        chapters = self.rows_of(request).without_text().select_related("story")
        chapter = get_object_or_404(chapters, pk=pk)
        # URL names then resolve to this site: the desk or the site's admin.
        request.current_app = self.admin_site.name
        list_url = reverse(f"{self.admin_site.name}:chapters_chapter_changelist")
        deleted = "&deleted=yes" if chapter.deleted_at else ""
        context = self.admin_site.each_context(request) | {
            "title": chapter.label(),
            "opts": Chapter._meta,
            "chapter": chapter,
            "queue_slot": _queue_slot(chapter),
            "actions_url": f"{list_url}?story__id__exact={chapter.story_id}{deleted}",
        }
        return TemplateResponse(request, "desk/chapter_menu.html", context)


def _queue_slot(chapter: Chapter) -> str:
    slot = OtherReleases(chapter.story, chapter.pk).queue_slot
    return format_upcoming(timezone.localtime(slot)) if slot else ""
