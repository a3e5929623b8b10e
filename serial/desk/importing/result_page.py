"""One import: how far it is, what was kept, and the buttons that stop and undo it."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import signed_in_user
from serial.chapters.models import Chapter
from serial.desk.importing.update_page import UpdatePage
from serial.desk.importing.wording import (
    COUNT_NAMES,
    changed_things,
    lost_comments,
    lost_things,
    refused_pictures,
    taken_comments,
    with_changes,
)
from serial.jobs.bulk_progress import REFUSED
from serial.manuscripts.importing.progress import progress_of
from serial.manuscripts.importing.report import (
    made_changes,
    made_counts,
    missing_counts,
    old_urls,
    reader_comments,
    reasons_of_pictures,
    report_file,
)
from serial.manuscripts.importing.starting import stop_import, undo_import
from serial.manuscripts.models import ManuscriptImport
from serial.manuscripts.old_paths import url_of

REFRESH_SECONDS = 2
# Listed with their reasons; more are counted.
MAX_LISTED = 50
# Old URLs that the page shows; all are in the report.
MAX_URLS = 100
# Comments that the page shows; all are in the report.
MAX_COMMENTS = 50


class ResultPage(UpdatePage):
    """Adds the pages to a ModelAdmin of stories; they open only the stories of that admin."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/imports/<int:act>/",
                wrap(require_http_methods(["GET", "HEAD", "POST"])(self.show_import)),
                name="stories_story_manuscript_import",
            ),
            path(
                "<int:pk>/imports/<int:act>/report/",
                wrap(require_safe(self.download_report)),
                name="stories_story_import_report",
            ),
            *super().get_urls(),
        ]

    def show_import(self, request: HttpRequest, pk: int, act: int) -> HttpResponse:
        """`?progress` is the part that changes."""
        story = self.existing_story(request, pk, with_deleted=True)
        row = get_object_or_404(story.imports, pk=act)
        url = self.page_url("manuscript_import", pk, row.pk)
        if request.method == "POST":
            user = signed_in_user(request)
            if "undo" in request.POST:
                undo_import(row.pk, user)
            elif "stop" in request.POST:
                stop_import(row.pk, user)
            return redirect(url)
        progress = progress_of([row])[row.pk]
        refused = row.chapters.filter(progress__in=REFUSED).order_by("position")
        context: dict[str, object] = {
            "title": _title(row),
            "act": row,
            "progress": progress,
            "refused": refused.only("title", "reason", "chapter", "act")[:MAX_LISTED],
            "url": url,
            "refresh_seconds": REFRESH_SECONDS,
        }
        if row.ended_at and not row.undo_asked_at:
            context |= _report_context(row, is_whole=not progress.refused)
            context |= _urls_context(row)
        if "progress" in request.GET:
            return self.show_page(request, story, "desk/importing/_progress.html", context)
        return self.show_page(request, story, "desk/importing/result.html", context)

    def download_report(self, request: HttpRequest, pk: int, act: int) -> HttpResponse:
        story = self.existing_story(request, pk, with_deleted=True)
        row = get_object_or_404(story.imports, pk=act)
        response = JsonResponse(report_file(row), json_dumps_params={"indent": 2})
        response["Content-Disposition"] = f'attachment; filename="import-{row.pk}.json"'
        return response


def _title(row: ManuscriptImport) -> str:
    if row.undone_at:
        return gettext("The import was undone")
    if row.undo_asked_at:
        return gettext("Undoing the import")
    if row.stopped_at:
        return gettext("The import was stopped")
    return gettext("Imported") if row.ended_at else gettext("Importing")


def _report_context(row: ManuscriptImport, *, is_whole: bool) -> dict[str, object]:
    report, made, missing = row.report, made_counts(row), missing_counts(row)
    changes = made_changes(row)
    counts = [
        (
            *(label, report["counts"][name], getattr(made, name)),
            *(max(missing.get(name, 0), 0), max(-missing.get(name, 0), 0)),
        )
        for name, label in COUNT_NAMES.items()
        if report["counts"][name] or getattr(made, name)
    ]
    elsewhere = {
        part: report[part]["words"]
        for part in ("titles", "left_out", "not_selected")
        if report[part]["words"]
    }
    comments = reader_comments(row)
    lost = lost_things(report, with_comments=row.with_comments)
    refused = refused_pictures(reasons_of_pictures(row))
    changed = changed_things(with_changes(report, changes))
    return {
        "counts": counts,
        "elsewhere": elsewhere,
        "marker_words": changes["marker_words"],
        "is_whole": is_whole and not missing,
        "lost": [*lost, *lost_comments(comments), *refused],
        "changed": [*taken_comments(comments), *changed],
        "comments": report.get("comments", [])[:MAX_COMMENTS],
    }


def _urls_context(row: ManuscriptImport) -> dict[str, object]:
    """redirects: the first old URLs, each with its link and chapter, None for the story."""
    taken, refused = old_urls(row)
    chapters = Chapter.objects.without_text().in_bulk([pk for _url, pk in taken[:MAX_URLS] if pk])
    return {
        "redirects": [(key, url_of(key), chapters.get(pk or 0)) for key, pk in taken[:MAX_URLS]],
        "redirects_count": len(taken),
        "refused_urls": refused[:MAX_URLS],
        "refused_urls_count": len(refused),
    }
