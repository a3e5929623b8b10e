from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from serial.comments.keeping_away import muted_on_blocks
from serial.reading.chapter_reading import read_chapter
from serial.reading.describing import describe
from serial.reading.finding import find_former_chapter
from serial.reading.marks import with_marks
from serial.reading.mature import answered, must_ask, show_question
from serial.reading.panel import panel_context
from serial.reading.responses import say_to_crawlers, show_page
from serial.reading.talk.finding import comments_address
from serial.web.shared_pages import stamp


def show_chapter(request: HttpRequest, story_slug: str, chapter_slug: str) -> HttpResponse:
    shown = read_chapter(request.user, story_slug, chapter_slug)
    if shown is None:
        return redirect(find_former_chapter(request.user, story_slug, chapter_slug), permanent=True)
    story, answer = shown.chapter.story, answered(request)
    if must_ask(request, story):
        return show_question(request, story)
    talk = shown.talk
    if vars(shown.chapter).get("talk_muted"):
        talk = talk.without(muted_on_blocks(request.user, shown.chapter))
    context = shown.context() | panel_context(request)
    context |= {
        "keeps_place": True,
        "talk": talk,
        "answer": answer,
        "description": partial(describe, shown.chapter.body_html),
        "marked_body": partial(with_marks, shown.chapter, talk, answer),
        "place_address": comments_address(shown.chapter),
        "takes_comments": talk.takes_comments(),
    }
    # Two members may mute as many, but not the same.
    facts = stamp(shown.stamp(), answer, talk.block_counts)
    page = show_page(request, "reading/chapter.html", context, facts)
    return say_to_crawlers(page, story)
