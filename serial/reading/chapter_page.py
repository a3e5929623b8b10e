from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from serial.comments.muting import muted_counts_by_paragraph
from serial.reading.age_gate import consent_query, needs_consent, show_age_gate
from serial.reading.chapter_data import load_chapter
from serial.reading.comment_markers import add_comment_markers
from serial.reading.comments.context import comments_url
from serial.reading.comments.strings import (
    comment_strings,
    quick_form_fields,
    quick_form_foot,
)
from serial.reading.lookup import find_former_chapter
from serial.reading.meta_description import meta_description
from serial.reading.reading_panel import reading_panel_context
from serial.reading.responses import render_page, set_crawler_headers
from serial.reading.story_ending import load_ending
from serial.reading.takedown_notice import say_if_chapter_is_taken_down


def show_chapter(request: HttpRequest, story_slug: str, chapter_slug: str) -> HttpResponse:
    data = load_chapter(request.user, story_slug, chapter_slug)
    if data is None:
        return redirect(find_former_chapter(request.user, story_slug, chapter_slug), permanent=True)
    chapter, consent = data.chapter, consent_query(request)
    if needs_consent(request, chapter.story):
        return show_age_gate(request, chapter.story)
    say_if_chapter_is_taken_down(request, chapter)
    discussion = data.discussion
    if discussion.muted_count:
        discussion = discussion.minus_muted(muted_counts_by_paragraph(request.user, chapter))
    ending = None if data.following else load_ending(chapter.story, request.user)
    context = data.context() | reading_panel_context(request)
    context |= {
        "saves_position": True,
        "discussion": discussion,
        "ending": ending,
        "consent": consent,
        "description": SimpleLazyObject(partial(meta_description, chapter.body_html)),
        "body_with_markers": partial(add_comment_markers, chapter, discussion, consent),
        "comments_url": SimpleLazyObject(partial(comments_url, chapter)),
        "accepts_comments": discussion.accepts_comments(),
        "quick_form_fields": partial(quick_form_fields, request.user),
        "quick_form_foot": quick_form_foot,
        "comment_strings": comment_strings,
    }
    values = (
        *data.values(),
        *(consent, ending),
        *(discussion.comment_count, discussion.kudos_count, discussion.paragraph_counts),
        *(
            discussion.accepts_comments(),
            discussion.policy,
            discussion.is_author,
            discussion.hides_feedback,
        ),
    )
    until = data.story_note.ends_at if data.story_note else None
    response = render_page(request, "reading/chapter.html", context, values, until)
    return set_crawler_headers(response, chapter.story)
