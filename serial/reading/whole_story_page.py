"""A whole story on one page, to read through, search or print."""

from itertools import accumulate, groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from serial.chapters.models import Chapter
from serial.chapters.totals import refresh_if_due
from serial.params import get_page
from serial.reading.age_gate import consent_query, needs_consent, show_age_gate
from serial.reading.chapter_rows import ChapterRow, load_rows
from serial.reading.lookup import SlugChanged, find_story
from serial.reading.reading_panel import reading_panel_context
from serial.reading.responses import render_page, robots_directives, set_crawler_headers
from serial.stories.credit_lines import load_credit_lines

# About five novels. Longer stories are split into pages, because a phone cannot lay out more.
WORDS_PER_PAGE = 500_000


def show_whole_story(request: HttpRequest, story_slug: str) -> HttpResponse:
    try:
        story = find_story(request.user, story_slug)
    except SlugChanged as change:
        return redirect("whole_story", change.slug, permanent=True)
    if needs_consent(request, story):
        return show_age_gate(request, story)
    refresh_if_due(story.next_release_at)
    released = Chapter.objects.visible_to(request.user).released().filter(story=story)
    page = get_page(request, split_by_length(load_rows(released)), 1)
    rows = [row for page_rows in page for row in page_rows]
    chapters = released.defer("body", "body_text", "note_before", "note_after").in_bulk(
        [row.pk for row in rows]
    )
    context = reading_panel_context(request) | {
        "story": story,
        "page": page,
        # A chapter may have been deleted after the rows were read.
        "chapters": [chapters[row.pk] for row in rows if row.pk in chapters],
        "credits": load_credit_lines(story.pk),
        "consent": consent_query(request),
        "robots": robots_directives(story),
    }
    return set_crawler_headers(render_page(request, "reading/whole_story.html", context), story)


def split_by_length(rows: list[ChapterRow]) -> list[list[ChapterRow]]:
    """Splits the chapters into pages, each of which begins within its own WORDS_PER_PAGE."""
    words_before = accumulate((row.words for row in rows), initial=0)
    pages = groupby(zip(words_before, rows, strict=False), lambda pair: pair[0] // WORDS_PER_PAGE)
    return [[row for _words_before, row in page] for _number, page in pages]
