from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from serial.chapters.totals import refresh_due_totals
from serial.reading.browsing import (
    DEFAULT_SORT,
    SORT_ORDERS,
    browse_stories,
    story_list_fingerprint,
    with_latest_chapters,
)
from serial.reading.responses import render_page
from serial.stories.models import Story, Tag
from serial.stories.models.credit import with_visible_credits
from serial.web.page_cache import fingerprint

HOME_PAGE_SIZE = 20


def show_home(request: HttpRequest) -> HttpResponse:
    refresh_due_totals()
    stories = Story.objects.listed_for(request.user).prefetch_related(with_visible_credits())
    latest = list(stories.order_by(*SORT_ORDERS[DEFAULT_SORT])[:HOME_PAGE_SIZE])
    page = with_latest_chapters(Paginator(latest, HOME_PAGE_SIZE).page(1), request.user)
    page_fingerprint = story_list_fingerprint(page)
    return render_page(request, "reading/home.html", {"page": page}, page_fingerprint)


def show_stories(request: HttpRequest) -> HttpResponse:
    refresh_due_totals()
    context = browse_stories(request, Story.objects.listed_for(request.user))
    page_fingerprint = fingerprint(request.get_full_path(), story_list_fingerprint(context["page"]))
    return render_page(request, "reading/stories.html", context, page_fingerprint)


def show_tag(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    tag = get_object_or_404(Tag.objects.select_related("synonym_of"), kind=kind, slug=slug)
    if tag.synonym_of:
        return redirect(tag.synonym_of, permanent=True)
    refresh_due_totals()
    listed = Story.objects.listed_for(request.user).filter(pk__in=tag.stories().values("pk"))
    context = {"tag": tag, **browse_stories(request, listed)}
    page_fingerprint = fingerprint(
        request.get_full_path(), tag, story_list_fingerprint(context["page"])
    )
    return render_page(request, "reading/tag.html", context, page_fingerprint)
