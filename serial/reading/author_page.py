from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from serial.chapters.totals import refresh_due_totals
from serial.reading.browsing import browse_stories, story_list_fingerprint
from serial.reading.lookup import SlugChanged, find_author
from serial.reading.meta_description import meta_description
from serial.reading.responses import render_page
from serial.stories.models import Credit, Story
from serial.web.page_cache import fingerprint


def show_author(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        author = find_author(slug)
    except SlugChanged as change:
        return redirect(change.url, permanent=True)
    refresh_due_totals()
    story_ids = Credit.objects.accepted().filter(pen_name=author).values("story")
    stories = Story.objects.listed_for(request.user).filter(pk__in=story_ids)
    context = browse_stories(request, stories) | {
        "author": author,
        "description": partial(meta_description, author.biography_html),
    }
    page_fingerprint = fingerprint(
        request.get_full_path(), author, story_list_fingerprint(context["page"])
    )
    return render_page(request, "reading/author.html", context, page_fingerprint)
