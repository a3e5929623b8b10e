"""One replacement: how far it is, what it left out, and the buttons that stop and undo it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.http import signed_in_user
from serial.chapters.models import Replacement, ReplacementChapter
from serial.chapters.replacing.progress import progress_of
from serial.chapters.replacing.starting import stop_replacement, undo_replacement
from serial.desk.owned_admin import OwnedAdmin
from serial.desk.replacing.wording import count_label, what_label
from serial.jobs.bulk_progress import REFUSED
from serial.stories.models import Story

# Without a script, the page asks again by itself. With one, its part with the progress does.
REFRESH_SECONDS = 2
# Listed with their reasons; more are counted.
MAX_LISTED = 50


class ReplacementPage(OwnedAdmin[Story]):
    """Adds the page to a ModelAdmin of stories; it opens only the stories of that admin."""

    def get_urls(self) -> list[URLPattern]:
        view = require_http_methods(["GET", "HEAD", "POST"])(self.show_replacement)
        return [
            path(
                "<int:pk>/replacements/<int:replacement>/",
                self.admin_site.admin_view(view),
                name="stories_story_replacement",
            ),
            *super().get_urls(),
        ]

    def show_replacement(self, request: HttpRequest, pk: int, replacement: int) -> HttpResponse:
        """`?progress` is the part that changes."""
        story = get_object_or_404(self.get_queryset(request).filter(deleted_at=None), pk=pk)
        row = get_object_or_404(story.replacements, pk=replacement)
        url = reverse(f"{self.admin_site.name}:stories_story_replacement", args=[pk, row.pk])
        if request.method == "POST":
            _press(request, row)
            return redirect(url)
        # URL names then resolve to this site: the desk or the site's admin.
        request.current_app = self.admin_site.name
        progress = progress_of([row])[row.pk]
        context = {
            "title": what_label(progress),
            "heading": gettext("Search and replace"),
            "opts": Story._meta,
            "story": story,
            "replacement": row,
            "progress": progress,
            "count": count_label(progress.places, progress.changed),
            "refused": _refused(row),
            "url": url,
            "refresh_seconds": REFRESH_SECONDS,
        }
        if "progress" in request.GET:
            return TemplateResponse(request, "desk/replacing/_progress.html", context)
        context |= self.admin_site.each_context(request)
        return TemplateResponse(request, "desk/replacing/replacement.html", context)


def _press(request: HttpRequest, replacement: Replacement) -> None:
    user = signed_in_user(request)
    if "undo" in request.POST:
        undo_replacement(replacement.pk, user)
    elif "stop" in request.POST:
        stop_replacement(replacement.pk, user)
        messages.success(
            request, gettext("Stopped. The chapters that are already changed stay changed.")
        )


def _refused(replacement: Replacement) -> list[ReplacementChapter]:
    """The first of the chapters that were not replaced, or not undone."""
    refused = replacement.chapters.filter(progress__in=REFUSED)
    rows = refused.select_related("chapter").only(
        "progress", "reason", "replacement", "chapter__title", "chapter__number"
    )
    return list(rows.order_by("chapter__position", "pk")[:MAX_LISTED])
