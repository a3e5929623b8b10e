from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.models import PenName, PenNameAddress
from serial.chapters.counting import settle_due_facts
from serial.reading.responses import show_page
from serial.reading.story_lists import newest_first
from serial.stories.models import Byline, Story


def show_author(request: HttpRequest, slug: str) -> HttpResponse:
    author = PenName.objects.filter(slug=slug).first()
    if author is None:
        former = PenNameAddress.objects.filter(slug=slug).values("pen_name")
        moved = PenName.objects.filter(pk__in=former).first()
        if moved is None:
            raise Http404
        return redirect(moved, permanent=True)
    settle_due_facts()
    signed = Byline.objects.accepted().filter(pen_name=author).values("story")
    stories = newest_first(Story.objects.listed_for(request.user).filter(pk__in=signed))
    return show_page(request, "reading/author.html", {"author": author, "stories": stories})
