from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from serial.comments.muting import muted_counts_by_paragraph
from serial.reading.age_gate import consent_query, needs_consent, show_age_gate
from serial.reading.chapter_data import load_chapter
from serial.reading.comment_markers import add_comment_markers
from serial.reading.comments.context import comments_url
from serial.reading.lookup import find_former_chapter
from serial.reading.meta_description import meta_description
from serial.reading.panel import panel_context
from serial.reading.responses import render_page, set_crawler_headers
from serial.web.page_cache import fingerprint


def show_chapter(request: HttpRequest, story_slug: str, chapter_slug: str) -> HttpResponse:
    shown = load_chapter(request.user, story_slug, chapter_slug)
    if shown is None:
        return redirect(find_former_chapter(request.user, story_slug, chapter_slug), permanent=True)
    story, consent = shown.chapter.story, consent_query(request)
    if needs_consent(request, story):
        return show_age_gate(request, story)
    talk = shown.discussion
    if vars(shown.chapter).get("discussion_muted_count"):
        talk = talk.minus_muted(muted_counts_by_paragraph(request.user, shown.chapter))
    context = shown.context() | panel_context(request)
    context |= {
        "keeps_place": True,
        "discussion": talk,
        "consent": consent,
        "description": partial(meta_description, shown.chapter.body_html),
        "body_with_markers": partial(add_comment_markers, shown.chapter, talk, consent),
        "comments_url": comments_url(shown.chapter),
        "accepts_comments": talk.accepts_comments(),
    }
    # Two members may mute as many, but not the same.
    facts = fingerprint(shown.fingerprint(), consent, talk.paragraph_counts)
    page = render_page(request, "reading/chapter.html", context, facts)
    return set_crawler_headers(page, story)
