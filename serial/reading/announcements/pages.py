"""The page of an announcement, and the list of all of a story."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from serial.params import get_page
from serial.reading.age_gate import consent_query, needs_consent, show_age_gate
from serial.reading.announcements.rows import one_of_story
from serial.reading.lookup import (
    SlugChanged,
    check_announcement_is_not_blocked,
    find_story,
)
from serial.reading.meta_description import meta_description
from serial.reading.responses import render_page, robots_directives, set_crawler_headers
from serial.reading.takedown_notice import say_if_taken_down
from serial.stories.credit_lines import load_credit_lines
from serial.stories.models import Announcement, Story
from serial.stories.models.story import OPEN_TO_EVERYONE

ROWS_PER_PAGE = 50


def show_announcement(request: HttpRequest, story_slug: str, pk: int) -> HttpResponse:
    try:
        story = find_story(request.user, story_slug)
    except SlugChanged as change:
        return redirect("announcement", change.slug, pk, permanent=True)
    # First, so that the age gate does not tell what there is.
    row = one_of_story(story.pk, pk, request.user)
    if row is None:
        check_announcement_is_not_blocked(story, pk)
        raise Http404
    if needs_consent(request, story):
        return show_age_gate(request, story)
    say_if_taken_down(request, [*story.takedown_reasons, row.taken_down_for])
    context = _context(request, story) | {
        "announcement": row,
        "path": request.path,
        "description": SimpleLazyObject(partial(meta_description, row.body_html)),
        "is_author": story.is_authored_by(request.user),
    }
    values = (*_values(request, story, context), row, context["is_author"])
    response = render_page(request, "reading/announcements/announcement.html", context, values)
    return set_crawler_headers(response, story)


def show_announcements(request: HttpRequest, story_slug: str) -> HttpResponse:
    try:
        story = find_story(request.user, story_slug)
    except SlugChanged as change:
        return redirect("announcements", change.slug, permanent=True)
    if needs_consent(request, story):
        return show_age_gate(request, story)
    say_if_taken_down(request, story.takedown_reasons)
    rows = Announcement.objects.visible_to(request.user).filter(story=story).newest_first()
    page = get_page(request, rows.values_list("pk", "title", "published_at"), ROWS_PER_PAGE)
    context = _context(request, story) | {"page": page}
    shown = (list(page.object_list), page.number, page.paginator.num_pages)
    values = (*_values(request, story, context), *shown)
    response = render_page(request, "reading/announcements/announcements.html", context, values)
    return set_crawler_headers(response, story)


def _context(request: HttpRequest, story: Story) -> dict[str, object]:
    return {
        "story": story,
        "credits": load_credit_lines(story.pk),
        "consent": consent_query(request),
        "robots": robots_directives(story),
        "has_public_feed": story.visibility in OPEN_TO_EVERYONE,
    }


def _values(request: HttpRequest, story: Story, context: dict[str, object]) -> tuple[object, ...]:
    return (
        *(story.title, story.slug, story.language, story.smart_punctuation),
        *(story.visibility, story.drawn_cover, story.last_release_at is None),
        *(context["credits"], context["consent"], context["robots"]),
        # The years of dates are shown if they are not the present one.
        timezone.now().year,
    )
