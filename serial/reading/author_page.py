from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from serial.chapters.counting import settle_due_facts
from serial.reading.browsing import browse, stamp_of
from serial.reading.describing import describe
from serial.reading.finding import Moved, find_author
from serial.reading.responses import show_page
from serial.stories.models import Byline, Story
from serial.web.shared_pages import stamp


def show_author(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        author = find_author(slug)
    except Moved as moved:
        return redirect(moved.address, permanent=True)
    settle_due_facts()
    signed = Byline.objects.accepted().filter(pen_name=author).values("story")
    stories = Story.objects.listed_for(request.user).filter(pk__in=signed)
    context = browse(request, stories) | {
        "author": author,
        "description": partial(describe, author.biography_html),
    }
    shown = stamp(request.get_full_path(), author, stamp_of(context["page"]))
    return show_page(request, "reading/author.html", context, shown)
