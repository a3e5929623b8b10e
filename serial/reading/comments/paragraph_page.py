"""The comments on a paragraph, and the paragraphs to choose one from."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.safestring import SafeString

from accounts.models import User
from serial.reading.age_gate import consent_query, needs_consent, show_age_gate
from serial.reading.comments.context import CommentsContext, get_comments_context
from serial.reading.comments.html import join_html, render_comments
from serial.reading.comments.paging import page_count, page_number
from serial.reading.comments.passages import Paragraphs, Passage
from serial.reading.comments.personal_state import load_personal
from serial.reading.comments.rows import PER_PAGE, count_threads, load_threads
from serial.reading.comments.slug_redirects import redirect_changed_slug
from serial.reading.responses import robots_directives, set_crawler_headers
from serial.web.page_cache import CachedPage, shared_response


@dataclass(frozen=True)
class CommentGroup:
    """Some comments on a paragraph: those that are at it, or those that lost their place near."""

    comments: SafeString
    count: int
    page: int
    pages: int


@redirect_changed_slug
def choose_paragraph(request: HttpRequest, story_slug: str, chapter_slug: str) -> HttpResponse:
    place = get_comments_context(request, story_slug, chapter_slug)
    if needs_consent(request, place.story):
        return show_age_gate(request, place.story)
    paragraphs = Paragraphs(place)
    here, _lost = paragraphs.counts()
    rows = [(number, text, here.get(number, 0)) for number, text in paragraphs.openings()]
    context = _about(request, place) | {"paragraphs": rows}
    return _answer(request, place, "reading/comments/paragraphs.html", context)


@redirect_changed_slug
def show_paragraph(
    request: HttpRequest, story_slug: str, chapter_slug: str, number: int
) -> HttpResponse:
    place = get_comments_context(request, story_slug, chapter_slug)
    if needs_consent(request, place.story):
        return show_age_gate(request, place.story)
    paragraphs = Paragraphs(place)
    passage = paragraphs.passage(number)
    if passage is None:
        raise Http404
    here, lost = _anchors(paragraphs, passage)
    context = _about(request, place) | {
        "passage": passage,
        "here": _part(request, place, here, pages=True),
        "lost": _part(request, place, lost) if lost else None,
    }
    is_fragment = request.GET.get("as") == "fragment"
    template = f"reading/comments/{'_paragraph' if is_fragment else 'paragraph'}.html"
    return _answer(request, place, template, context)


def _anchors(paragraphs: Paragraphs, passage: Passage) -> tuple[list[int], list[int]]:
    if passage.is_lost:
        return [passage.number], []
    here, lost = paragraphs.anchors_at(passage.paragraph.id or 0 if passage.paragraph else 0)
    return here or [passage.number], lost


def _about(request: HttpRequest, place: CommentsContext) -> dict[str, Any]:
    return place.context(consent_query(request)) | {
        "robots": robots_directives(place.story) or "noindex"
    }


def _part(
    request: HttpRequest, place: CommentsContext, anchors: list[int], *, pages: bool = False
) -> CommentGroup:
    if place.discussion.hides_feedback:
        return CommentGroup(SafeString(""), 0, 1, 1)
    last = page_count(count_threads(place.chapter, anchors), PER_PAGE)
    page = page_number(request, last) if pages else 1
    consent = consent_query(request)
    pieces = render_comments(place, load_threads(place.chapter, "oldest", page, anchors), consent)
    own = None
    if isinstance(request.user, User):
        numbers = [piece.number for piece in pieces]
        own = load_personal(place, request.user, numbers, consent).own
    count = sum(place.discussion.paragraph_counts.get(anchor, 0) for anchor in anchors)
    return CommentGroup(SafeString(join_html(pieces, own)), count, page, last)


def _answer(
    request: HttpRequest, place: CommentsContext, template: str, context: dict[str, Any]
) -> HttpResponse:
    response = render(request, template, context)
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_cache=True)
    else:
        response = shared_response(request, CachedPage.from_content(response.content))
    return set_crawler_headers(response, place.story)
