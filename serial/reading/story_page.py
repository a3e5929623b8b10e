from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from serial.chapters.counting import settle_due_facts
from serial.chapters.models import Chapter
from serial.reading.finding import Moved, find_story
from serial.reading.responses import robots_words, say_to_crawlers, show_page
from serial.stories.models import Byline, Part


@dataclass(frozen=True)
class Run:
    """Chapters that follow each other within one part, or within none."""

    part: Part | None
    chapters: list[Chapter]


def runs(chapters: Iterable[Chapter]) -> Iterator[Run]:
    for part, run in groupby(chapters, key=lambda chapter: chapter.part):
        yield Run(part, list(run))


def show_story(request: HttpRequest, story_slug: str) -> HttpResponse:
    settle_due_facts()
    try:
        story = find_story(request.user, story_slug)
    except Moved as moved:
        return redirect(moved.address, permanent=True)
    chapters = (
        Chapter.objects.visible_to(request.user)
        .filter(story=story)
        .select_related("part")
        .without_text()
        .in_order()
    )
    listed = list(chapters)
    for chapter in listed:
        # Each knows its story already; asking again would cost a query a row.
        chapter.story = story
    context = {
        "story": story,
        "runs": list(runs(listed)),
        "first": listed[0] if listed else None,
        "bylines": Byline.objects.shown().filter(story=story),
        "story_tags": story.story_tags.select_related("tag"),
        "robots": robots_words(story),
    }
    return say_to_crawlers(show_page(request, "reading/story.html", context), story)
