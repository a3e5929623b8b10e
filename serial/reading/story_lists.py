from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from serial.chapters.totals import refresh_due_totals
from serial.reading.browsing import DEFAULT_SORT, SORT_ORDERS, browse_stories
from serial.reading.responses import render_page
from serial.reading.story_cards import CARD_FIELDS, load_story_cards
from serial.stories.models import Story, Tag

HOME_PAGE_SIZE = 20


def show_home(request: HttpRequest) -> HttpResponse:
    refresh_due_totals()
    stories = Story.objects.listed_for(request.user).order_by(*SORT_ORDERS[DEFAULT_SORT])
    latest = list(stories.only(*CARD_FIELDS)[:HOME_PAGE_SIZE])
    cards = load_story_cards(latest, request.user)
    return render_page(request, "reading/home.html", {"stories": cards}, (cards,))


def show_stories(request: HttpRequest) -> HttpResponse:
    refresh_due_totals()
    stories = browse_stories(request, Story.objects.listed_for(request.user))
    values = (request.get_full_path(), *stories.values())
    return render_page(request, "reading/stories.html", stories.context(), values)


def show_tag(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    tag = get_object_or_404(Tag.objects.select_related("synonym_of"), kind=kind, slug=slug)
    if tag.synonym_of:
        return redirect(tag.synonym_of, permanent=True)
    refresh_due_totals()
    listed = Story.objects.listed_for(request.user).filter(pk__in=tag.stories().values("pk"))
    stories = browse_stories(request, listed)
    context = {"tag": tag, **stories.context()}
    values = (request.get_full_path(), tag.kind, tag.name, *stories.values())
    return render_page(request, "reading/tag.html", context, values)
