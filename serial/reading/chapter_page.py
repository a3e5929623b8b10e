from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from serial.chapters.models import Chapter
from serial.chapters.models.chapter import ChapterQuerySet
from serial.reading.finding import Moved, find_chapter
from serial.reading.responses import robots_words, say_to_crawlers, show_page
from serial.stories.models import Byline


def show_chapter(request: HttpRequest, story_slug: str, chapter_slug: str) -> HttpResponse:
    try:
        chapter = find_chapter(request.user, story_slug, chapter_slug)
    except Moved as moved:
        return redirect(moved.address, permanent=True)
    context = chapter_context(chapter, Chapter.objects.visible_to(request.user))
    return say_to_crawlers(show_page(request, "reading/chapter.html", context), chapter.story)


def chapter_context(chapter: Chapter, others: ChapterQuerySet) -> dict[str, Any]:
    """What the page of a chapter shows; `others` are those that may stand before and after it."""
    previous, following = neighbours(chapter, others)
    return {
        "chapter": chapter,
        "story": chapter.story,
        "bylines": Byline.objects.shown().filter(story=chapter.story_id),
        "previous": previous,
        "following": following,
        "robots": robots_words(chapter.story),
    }


def neighbours(chapter: Chapter, others: ChapterQuerySet) -> tuple[Chapter | None, Chapter | None]:
    """Of these chapters the ones that stand right before and after this one."""
    others = others.filter(story=chapter.story_id).without_text()
    before = others.filter(position__lt=chapter.position).order_by("-position").first()
    after = others.filter(position__gt=chapter.position).order_by("position").first()
    for other in (before, after):
        if other:
            other.story = chapter.story
    return before, after
