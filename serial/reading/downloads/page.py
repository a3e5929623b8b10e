"""The page of a story's downloads: all of it, a part, or some chapters."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from serial.chapters.models import Chapter
from serial.chapters.totals import refresh_if_due
from serial.editions.permissions import DownloadAccess
from serial.reading.age_gate import consent_query, needs_consent, show_age_gate
from serial.reading.chapter_rows import ChapterRow, load_rows
from serial.reading.downloads.links import download_state
from serial.reading.lookup import SlugChanged, find_story
from serial.reading.responses import render_page, set_crawler_headers
from serial.stories.credit_lines import load_credit_lines


@require_safe
def show_downloads(request: HttpRequest, story_slug: str) -> HttpResponse:
    try:
        story = find_story(request.user, story_slug)
    except SlugChanged as change:
        return redirect("downloads", change.slug, permanent=True)
    if needs_consent(request, story):
        return show_age_gate(request, story)
    if refresh_if_due(story.next_release_at):
        story.refresh_from_db()
    state = download_state(story, request.user)
    if not state.is_offered():
        raise Http404
    is_allowed = state.is_allowed()
    released = Chapter.objects.visible_to(request.user).released().filter(story=story)
    rows = load_rows(released) if is_allowed else []
    consent = consent_query(request)
    context = {
        "story": story,
        "credits": load_credit_lines(story.pk),
        "downloads": state,
        "needs_account": state.access == DownloadAccess.NEEDS_ACCOUNT,
        "parts": _parts(rows),
        "chapters": rows,
        "consent": consent,
        "back": reverse("downloads", args=[story.slug]) + consent,
        "story_page": story.get_absolute_url() + consent,
    }
    response = render_page(request, "reading/downloads.html", context)
    return set_crawler_headers(response, story, is_listed=False)


def _parts(rows: list[ChapterRow]) -> list[tuple[int, str]]:
    """Returns (pk, title) of each part with a chapter, in the story's order."""
    parts = dict.fromkeys((row.part, row.part_title) for row in rows)
    return [(pk, title or "") for pk, title in parts if pk]
