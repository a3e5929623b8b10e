"""A story on one page, for reading through, searching in, and printing."""

from itertools import accumulate, groupby

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from serial.chapters.models import Chapter
from serial.reading.age_gate import consent_query, needs_consent, show_age_gate
from serial.reading.chapter_data import load_credits
from serial.reading.lookup import SlugChanged, find_story
from serial.reading.panel import panel_context
from serial.reading.responses import render_page, robots_directives, set_crawler_headers
from serial.reading.table_of_contents import Row, load_rows

# Five novels. What is longer goes over more pages, so that a phone can still lay one out.
WORDS_PER_PAGE = 500_000


def show_whole_story(request: HttpRequest, story_slug: str) -> HttpResponse:
    try:
        story = find_story(request.user, story_slug)
    except SlugChanged as moved:
        return redirect("whole_story", moved.slug, permanent=True)
    if needs_consent(request, story):
        return show_age_gate(request, story)
    released = Chapter.objects.visible_to(request.user).released().filter(story=story)
    page = Paginator(split_by_length(load_rows(released)), 1).get_page(request.GET.get("page"))
    rows = [row for rows in page for row in rows]
    texts = released.defer("body", "body_text", "note_before", "note_after").in_bulk(
        [row.pk for row in rows]
    )
    context = panel_context(request) | {
        "story": story,
        "page": page,
        # One may have been taken away since the rows were read.
        "chapters": [texts[row.pk] for row in rows if row.pk in texts],
        "credits": load_credits(story),
        "consent": consent_query(request),
        "robots": robots_directives(story),
    }
    return set_crawler_headers(render_page(request, "reading/whole_story.html", context), story)


def split_by_length(rows: list[Row]) -> list[list[Row]]:
    before = accumulate((row.words for row in rows), initial=0)
    pages = groupby(zip(before, rows, strict=False), lambda pair: pair[0] // WORDS_PER_PAGE)
    return [[row for _before, row in run] for _page, run in pages]
