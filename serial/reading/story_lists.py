from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from serial.chapters.counting import settle_due_facts
from serial.reading.browsing import ORDERS, browse, stamp_of, with_newest_chapters
from serial.reading.responses import show_page
from serial.stories.models import Story, Tag
from serial.stories.models.byline import with_shown_bylines
from serial.web.shared_pages import stamp

NEWEST_AT_HOME = 20


def show_home(request: HttpRequest) -> HttpResponse:
    settle_due_facts()
    stories = Story.objects.listed_for(request.user).prefetch_related(with_shown_bylines())
    newest = list(stories.order_by(*ORDERS["released"])[:NEWEST_AT_HOME])
    page = Paginator(newest, NEWEST_AT_HOME).page(1)
    context = {"page": with_newest_chapters(page, request.user)}
    return show_page(request, "reading/home.html", context, stamp_of(context["page"]))


def show_stories(request: HttpRequest) -> HttpResponse:
    settle_due_facts()
    context = browse(request, Story.objects.listed_for(request.user))
    shown = stamp(request.get_full_path(), stamp_of(context["page"]))
    return show_page(request, "reading/stories.html", context, shown)


def show_tag(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    tag = get_object_or_404(Tag.objects.select_related("synonym_of"), kind=kind, slug=slug)
    if tag.synonym_of:
        return redirect(tag.synonym_of, permanent=True)
    settle_due_facts()
    listed = Story.objects.listed_for(request.user).filter(pk__in=tag.stories().values("pk"))
    context = {"tag": tag, **browse(request, listed)}
    shown = stamp(request.get_full_path(), tag, stamp_of(context["page"]))
    return show_page(request, "reading/tag.html", context, shown)
