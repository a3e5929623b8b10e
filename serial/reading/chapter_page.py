from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from serial.reading.chapter_reading import read_chapter
from serial.reading.describing import describe
from serial.reading.finding import find_former_chapter
from serial.reading.marks import with_marks
from serial.reading.mature import answered, must_ask, show_question
from serial.reading.panel import panel_context
from serial.reading.responses import say_to_crawlers, show_page
from serial.reading.talk.finding import comments_address


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
        "talk": shown.talk,
        "answer": answer,
        "description": partial(describe, shown.chapter.body_html),
        "marked_body": partial(with_marks, shown.chapter, shown.talk, answer),
        "place_address": comments_address(shown.chapter),
        "takes_comments": shown.talk.takes_comments(),
    }
    page = show_page(request, "reading/chapter.html", context, shown.stamp() + answer)
    return say_to_crawlers(page, story)
