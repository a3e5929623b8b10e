"""A story's page: what it is, where to begin, and its chapters."""

from functools import partial
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from serial.chapters.totals import refresh_due_totals
from serial.params import parse_id
from serial.reading.age_gate import consent_query, needs_consent, show_age_gate
from serial.reading.downloads.links import download_state
from serial.reading.following.state import story_follow_state
from serial.reading.lookup import SlugChanged, find_story
from serial.reading.meta_description import meta_description
from serial.reading.responses import render_page, robots_directives, set_crawler_headers
from serial.reading.story_data import StoryPageData, load_story_page
from serial.reading.story_facts import StoryFacts
from serial.reading.table_of_contents import render_table_of_contents
from serial.reading.takedown_notice import say_if_taken_down
from serial.stories.models import Story
from serial.stories.models.story import OPEN_TO_EVERYONE

NEWEST_FIRST = "newest"
# In a shorter list, scrolling finds a chapter sooner than typing its number.
JUMP_FROM = 30


def show_story(request: HttpRequest, story_slug: str) -> HttpResponse:
    refresh_due_totals()
    try:
        story = find_story(request.user, story_slug)
    except SlugChanged as change:
        return redirect(change.url, permanent=True)
    if needs_consent(request, story):
        return show_age_gate(request, story)
    say_if_taken_down(request, story.takedown_reasons)
    data = load_story_page(story, request.user)
    number = parse_id(request.GET.get("chapter"))
    if number is not None:
        for row in data.chapters:
            if row.number == number:
                return redirect(row.url(story) + consent_query(request))
    return _render(request, data)


def _render(request: HttpRequest, data: StoryPageData) -> HttpResponse:
    story = data.story
    consent = consent_query(request)
    follow = story_follow_state(request.user, story.pk)
    downloads = download_state(story, request.user)
    newest_first = request.GET.get("order") == NEWEST_FIRST
    # What someone typed whose number no chapter has.
    wrong_number = request.GET.get("chapter", "")[:10]
    # What takes time is made in the template, and only if the page is not cached.
    context = {
        "story": story,
        "follow": follow,
        "downloads": downloads,
        "direction": story.direction(),
        "facts": SimpleLazyObject(partial(StoryFacts.of, story)),
        "other_stories": SimpleLazyObject(data.other_stories),
        "description": SimpleLazyObject(partial(meta_description, story.summary_html)),
        "table_of_contents": partial(_render_contents, data, consent, newest_first),
        "newest_first": newest_first,
        "has_jump": partial(_has_jump, data),
        "last_number": data.last_number,
        "wrong_number": wrong_number,
        "comment_count": data.comment_count,
        "first_chapter_url": data.first_chapter_url,
        "credits": data.rows.credits,
        "announcement": data.rows.announcements[0] if data.rows.announcements else None,
        "has_older": len(data.rows.announcements) > 1,
        "tags": data.rows.tags,
        "consent": consent,
        "robots": robots_directives(story),
        "has_public_feed": story.visibility in OPEN_TO_EVERYONE,
        "feed_url": partial(_feed_url, story),
    }
    # The years of dates are shown if they are not the present one.
    values = (*data.values(), timezone.now().year, newest_first, consent, follow)
    values += (downloads,)
    # Anyone can type any number: such a page is made for them alone, and not kept.
    response = render_page(request, "reading/story.html", context, None if wrong_number else values)
    return set_crawler_headers(response, story)


def _render_contents(data: StoryPageData, consent: str, newest_first: bool) -> SafeString:
    # Authors see the chapters that come next themselves.
    now = timezone.now()
    is_all_released = all(row.release_at and row.release_at <= now for row in data.chapters)
    next_release_at = data.story.announced_release_at() if is_all_released else None
    return render_table_of_contents(
        data.story, data.chapters, consent, newest_first, next_release_at
    )


def _feed_url(story: Story) -> str:
    """Feeds that everyone can open have no stories for members: those have private feeds."""
    if story.visibility in OPEN_TO_EVERYONE:
        return reverse("story_feed", args=[story.slug])
    query = urlencode({"page": story.get_absolute_url()})
    return f"{reverse('private_feeds')}?{query}"


def _has_jump(data: StoryPageData) -> bool:
    return len(data.chapters) >= JUMP_FROM and data.last_number() > 0
