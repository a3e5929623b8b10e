from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from serial.reading.chapter_reading import read_chapter
from serial.reading.finding import find_former_chapter
from serial.reading.responses import say_to_crawlers, show_page


def show_chapter(request: HttpRequest, story_slug: str, chapter_slug: str) -> HttpResponse:
    shown = read_chapter(request.user, story_slug, chapter_slug)
    if shown is None:
        return redirect(find_former_chapter(request.user, story_slug, chapter_slug), permanent=True)
    page = show_page(request, "reading/chapter.html", shown.context(), shown.stamp())
    return say_to_crawlers(page, shown.chapter.story)
