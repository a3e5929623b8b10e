from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from serial.chapters.counting import settle_due_facts
from serial.chapters.models import Chapter
from serial.comments.keeping_away import muted_in_story
from serial.comments.on_page import is_kept_from_sight
from serial.reading.chapter_reading import read_bylines
from serial.reading.contents import (
    read_rows,
    with_fewer_comments,
    without_comments,
    write_contents,
)
from serial.reading.describing import describe
from serial.reading.finding import Moved, find_story
from serial.reading.mature import answered, must_ask, show_question
from serial.reading.responses import robots_words, say_to_crawlers, show_page
from serial.web.shared_pages import stamp


def show_story(request: HttpRequest, story_slug: str) -> HttpResponse:
    settle_due_facts()
    try:
        story = find_story(request.user, story_slug)
    except Moved as moved:
        return redirect(moved.address, permanent=True)
    if must_ask(request, story):
        return show_question(request, story)
    rows = read_rows(Chapter.objects.visible_to(request.user).filter(story=story))
    if is_kept_from_sight(request.user, story):
        rows = without_comments(rows)
    else:
        rows = with_fewer_comments(rows, muted_in_story(request.user, story))
    released = sum(row.is_released(timezone.now()) for row in rows)
    bylines, tags = read_bylines(story), list(story.named_tags())
    answer = answered(request)
    context = {
        "story": story,
        "description": partial(describe, story.summary_html),
        # Written only where the page is: they are most of what it costs.
        "contents": partial(write_contents, story, rows, answer),
        "comment_count": sum(row.comments or 0 for row in rows),
        "first": rows[0].address(story) if rows else "",
        "bylines": bylines,
        "tags": tags,
        "answer": answer,
        "robots": robots_words(story),
    }
    shown = stamp(story, rows, released, tags, *bylines) + answer
    return say_to_crawlers(show_page(request, "reading/story.html", context, shown), story)
