from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.chapters.totals import refresh_due_totals
from serial.comments.muting import muted_counts_by_chapter
from serial.comments.summary import hides_feedback
from serial.reading.age_gate import consent_query, needs_consent, show_age_gate
from serial.reading.lookup import SlugChanged, find_story
from serial.reading.meta_description import meta_description
from serial.reading.responses import render_page, robots_directives, set_crawler_headers
from serial.reading.table_of_contents import (
    load_rows,
    render_table_of_contents,
    subtract_muted_comments,
    without_comment_counts,
)
from serial.stories.credit_lines import load_credit_lines


def show_story(request: HttpRequest, story_slug: str) -> HttpResponse:
    refresh_due_totals()
    try:
        story = find_story(request.user, story_slug)
    except SlugChanged as change:
        return redirect(change.url, permanent=True)
    if needs_consent(request, story):
        return show_age_gate(request, story)
    rows = load_rows(Chapter.objects.visible_to(request.user).filter(story=story))
    if hides_feedback(request.user, story):
        rows = without_comment_counts(rows)
    else:
        rows = subtract_muted_comments(rows, muted_counts_by_chapter(request.user, story))
    released_count = sum(row.is_released(timezone.now()) for row in rows)
    credits, tags = load_credit_lines(story.pk), story.tag_list()
    consent = consent_query(request)
    context = {
        "story": story,
        "description": partial(meta_description, story.summary_html),
        # Rendered only when the page is not cached: this is most of the page's cost.
        "table_of_contents": partial(render_table_of_contents, story, rows, consent),
        "comment_count": sum(row.comment_count or 0 for row in rows),
        "first_chapter_url": rows[0].url(story) if rows else "",
        "credits": credits,
        "tags": tags,
        "consent": consent,
        "robots": robots_directives(story),
    }
    values = (
        *(story.slug, story.title, story.language, story.summary_html, story.status),
        *(story.rating, story.warnings, story.content_notes, story.copyright_line),
        *(story.words, story.chapter_count, story.cover_links(), story.preview_url()),
        robots_directives(story),
        *(rows, released_count, credits, tags, consent),
    )
    response = render_page(request, "reading/story.html", context, values)
    return set_crawler_headers(response, story)
