from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.links import parse_links
from serial.chapters.totals import refresh_due_totals
from serial.moderation.pictures_in_texts import replace_hidden_pictures
from serial.reading.browse.story_list import load_story_list
from serial.reading.following.state import author_follow_state
from serial.reading.initials import initial_of
from serial.reading.lookup import SlugChanged, find_author
from serial.reading.meta_description import meta_description
from serial.reading.responses import render_page
from serial.reading.takedown_notice import say_if_taken_down


def show_author(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        author = find_author(request.user, slug)
    except SlugChanged as change:
        return redirect(change.url, permanent=True)
    say_if_taken_down(request, [author.taken_down_for])
    replace_hidden_pictures([author], request.user, "biography_html")
    refresh_due_totals()
    stories = load_story_list(request, "author", author.pk, author.slug)
    follow = author_follow_state(request.user, author)
    context = {
        "list": stories,
        "author": author,
        "follow": follow,
        "initial": initial_of(author.name),
        "links": parse_links(author.links),
        "description": partial(meta_description, author.biography_html),
    }
    values = (
        *(author.name, author.slug, author.biography_html),
        *(author.picture.name, author.picture_alt, author.links),
        *(follow, *stories.values()),
    )
    return render_page(request, "reading/author.html", context, values)
