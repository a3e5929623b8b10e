"""A story's page: what it is, where to begin, and its chapters."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.chapters.totals import refresh_due_totals
from serial.comments.muting import muted_counts_by_chapter
from serial.comments.summary import hides_feedback
from serial.params import parse_id
from serial.reading.age_gate import consent_query, needs_consent, show_age_gate
from serial.reading.chapter_rows import (
    ChapterRow,
    load_rows,
    subtract_muted_comments,
    without_comment_counts,
)
from serial.reading.lookup import SlugChanged, find_story
from serial.reading.meta_description import meta_description
from serial.reading.related_stories import load_other_stories
from serial.reading.responses import render_page, robots_directives, set_crawler_headers
from serial.reading.story_facts import StoryFacts
from serial.reading.table_of_contents import render_table_of_contents
from serial.stories.credit_lines import load_credit_lines
from serial.stories.models import Story

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
    rows = _load_rows(request, story)
    number = parse_id(request.GET.get("chapter"))
    if number is not None:
        for row in rows:
            if row.number == number:
                return redirect(row.url(story) + consent_query(request))
    return _render(request, story, rows)


def _load_rows(request: HttpRequest, story: Story) -> list[ChapterRow]:
    rows = load_rows(Chapter.objects.visible_to(request.user).filter(story=story))
    if hides_feedback(request.user, story):
        return without_comment_counts(rows)
    return subtract_muted_comments(rows, muted_counts_by_chapter(request.user, story))


def _render(request: HttpRequest, story: Story, rows: list[ChapterRow]) -> HttpResponse:
    now = timezone.now()
    released_count = sum(row.is_released(now) for row in rows)
    credits, tags = load_credit_lines(story.pk), story.tag_list()
    consent = consent_query(request)
    newest_first = request.GET.get("order") == NEWEST_FIRST
    facts, others = StoryFacts.of(story), load_other_stories(story, request.user)
    last_number = max((row.number or 0 for row in rows), default=0)
    # What someone typed whose number no chapter has.
    wrong_number = request.GET.get("chapter", "")[:10]
    context = {
        "story": story,
        "facts": facts,
        "others": others,
        "description": partial(meta_description, story.summary_html),
        # Rendered only when the page is not cached: this is most of the page's cost.
        "table_of_contents": partial(render_table_of_contents, story, rows, consent, newest_first),
        "newest_first": newest_first,
        "has_jump": len(rows) >= JUMP_FROM and last_number > 0,
        "last_number": last_number,
        "wrong_number": wrong_number,
        "comment_count": sum(row.comment_count or 0 for row in rows),
        "first_chapter_url": rows[0].url(story) if rows else "",
        "credits": credits,
        "tags": tags,
        "consent": consent,
        "robots": robots_directives(story),
    }
    values = (
        *(story.slug, story.title, story.language, story.summary_html, story.status),
        *(story.warnings, story.content_notes, story.copyright_line),
        *(story.cover_links(), story.preview_url(), facts, others, robots_directives(story)),
        # The years of dates are shown if they are not the present one.
        *(rows, released_count, now.year, newest_first, credits, tags, consent),
    )
    # Anyone can type any number: such a page is made for them alone, and not kept.
    response = render_page(request, "reading/story.html", context, None if wrong_number else values)
    return set_crawler_headers(response, story)
