from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from serial.chapters.totals import refresh_due_totals
from serial.reading.browsing import browse_stories
from serial.reading.lookup import SlugChanged, find_author
from serial.reading.meta_description import meta_description
from serial.reading.responses import render_page
from serial.stories.models import Credit, Story


def show_author(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        author = find_author(slug)
    except SlugChanged as change:
        return redirect(change.url, permanent=True)
    refresh_due_totals()
    story_ids = Credit.objects.accepted().filter(pen_name=author).values("story")
    stories = browse_stories(
        request, Story.objects.listed_for(request.user).filter(pk__in=story_ids)
    )
    context = {
        **stories.context(),
        "author": author,
        "description": partial(meta_description, author.biography_html),
    }
    values = (
        request.get_full_path(),
        *(author.name, author.slug, author.biography_html),
        *(author.picture.name, author.picture_alt),
        *stories.values(),
    )
    return render_page(request, "reading/author.html", context, values)
