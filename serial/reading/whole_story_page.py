"""A story on one page, for reading through, searching in, and printing."""

from itertools import accumulate, groupby

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from serial.chapters.models import Chapter
from serial.reading.chapter_reading import read_bylines
from serial.reading.contents import Row, read_rows
from serial.reading.finding import Moved, find_story
from serial.reading.mature import answered, must_ask, show_question
from serial.reading.panel import panel_context
from serial.reading.responses import robots_words, say_to_crawlers, show_page

# Five novels. What is longer goes over more pages, so that a phone can still lay one out.
WORDS_PER_PAGE = 500_000


def show_whole_story(request: HttpRequest, story_slug: str) -> HttpResponse:
    try:
        story = find_story(request.user, story_slug)
    except Moved as moved:
        return redirect("whole_story", moved.slug, permanent=True)
    if must_ask(request, story):
        return show_question(request, story)
    released = Chapter.objects.visible_to(request.user).released().filter(story=story)
    page = Paginator(by_length(read_rows(released)), 1).get_page(request.GET.get("page"))
    rows = [row for rows in page for row in rows]
    texts = released.defer("body", "body_text", "note_before", "note_after").in_bulk(
        [row.pk for row in rows]
    )
    context = panel_context(request) | {
        "story": story,
        "page": page,
        # One may have been taken away since the rows were read.
        "chapters": [texts[row.pk] for row in rows if row.pk in texts],
        "bylines": read_bylines(story),
        "answer": answered(request),
        "robots": robots_words(story),
    }
    return say_to_crawlers(show_page(request, "reading/whole_story.html", context), story)


def by_length(rows: list[Row]) -> list[list[Row]]:
    before = accumulate((row.words for row in rows), initial=0)
    pages = groupby(zip(before, rows, strict=False), lambda pair: pair[0] // WORDS_PER_PAGE)
    return [[row for _before, row in run] for _page, run in pages]
