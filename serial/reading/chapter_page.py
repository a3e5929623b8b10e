from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from serial.reading.chapter_reading import read_chapter
from serial.reading.describing import describe
from serial.reading.finding import find_former_chapter
from serial.reading.mature import answered, must_ask, show_question
from serial.reading.panel import panel_context
from serial.reading.responses import say_to_crawlers, show_page


def show_chapter(request: HttpRequest, story_slug: str, chapter_slug: str) -> HttpResponse:
    shown = read_chapter(request.user, story_slug, chapter_slug)
    if shown is None:
        return redirect(find_former_chapter(request.user, story_slug, chapter_slug), permanent=True)
    story, answer = shown.chapter.story, answered(request)
    if must_ask(request, story):
        return show_question(request, story)
    context = shown.context() | panel_context(request)
    context |= {
        "keeps_place": True,
        "answer": answer,
        "description": partial(describe, shown.chapter.body_html),
    }
    page = show_page(request, "reading/chapter.html", context, shown.stamp() + answer)
    return say_to_crawlers(page, story)
