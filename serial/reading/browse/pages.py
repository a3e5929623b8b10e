from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from serial.chapters.totals import refresh_due_totals
from serial.reading.browse.story_list import load_story_list
from serial.reading.responses import render_page
from serial.stories.models import Tag


def show_stories(request: HttpRequest) -> HttpResponse:
    refresh_due_totals()
    stories = load_story_list(request)
    return render_page(request, "reading/stories.html", {"list": stories}, stories.values())


def show_tag(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    tag = get_object_or_404(Tag.objects.select_related("synonym_of"), kind=kind, slug=slug)
    if tag.synonym_of:
        return redirect(tag.synonym_of, permanent=True)
    refresh_due_totals()
    stories = load_story_list(request, "tag", tag.pk)
    values = (tag.kind, tag.name, *stories.values())
    return render_page(request, "reading/tag.html", {"tag": tag, "list": stories}, values)
