"""The comments on one paragraph, and the list of paragraphs to choose from."""

from dataclasses import dataclass

from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.safestring import SafeString

from accounts.models import User
from serial.params import get_page
from serial.reading.age_gate import consent_query, needs_consent, show_age_gate
from serial.reading.comments.context import CommentsContext, get_comments_context
from serial.reading.comments.html import join_html, render_comments
from serial.reading.comments.paragraphs import (
    ChapterParagraphs,
    CommentedParagraph,
    paragraphs_of,
)
from serial.reading.comments.personal_state import load_personal_state
from serial.reading.comments.rows import THREADS_PER_PAGE, count_threads, load_threads
from serial.reading.comments.slug_redirects import redirect_changed_slug
from serial.reading.responses import robots_directives, set_crawler_headers
from serial.web.page_cache import CachedPage, shared_response


@dataclass(frozen=True)
class CommentGroup:
    """One page of the comments on a paragraph, or of the orphaned comments after it."""

    html: SafeString
    count: int
    page: Page[int] | None = None


@redirect_changed_slug
def choose_paragraph(request: HttpRequest, story_slug: str, chapter_slug: str) -> HttpResponse:
    comments = get_comments_context(request, story_slug, chapter_slug)
    if needs_consent(request, comments.story):
        return show_age_gate(request, comments.story)
    paragraphs = paragraphs_of(comments)
    counts, _orphaned = paragraphs.counts()
    rows = [(number, text, counts.get(number, 0)) for number, text in paragraphs.excerpts()]
    context = _base_context(request, comments) | {"paragraphs": rows}
    return _render(request, comments, "reading/comments/paragraphs.html", context)


@redirect_changed_slug
def show_paragraph(
    request: HttpRequest, story_slug: str, chapter_slug: str, number: int
) -> HttpResponse:
    comments = get_comments_context(request, story_slug, chapter_slug)
    if needs_consent(request, comments.story):
        return show_age_gate(request, comments.story)
    paragraphs = paragraphs_of(comments)
    paragraph = paragraphs.get(number)
    if paragraph is None:
        raise Http404
    here, orphaned = _paragraph_ids(paragraphs, paragraph)
    context = _base_context(request, comments) | {
        "paragraph": paragraph,
        "comments_here": _comment_group(request, comments, here, is_paginated=True),
        "orphaned_comments": _comment_group(request, comments, orphaned) if orphaned else None,
    }
    is_fragment = request.GET.get("as") == "fragment"
    template = f"reading/comments/{'_paragraph' if is_fragment else 'paragraph'}.html"
    return _render(request, comments, template, context)


def _paragraph_ids(
    paragraphs: ChapterParagraphs, paragraph: CommentedParagraph
) -> tuple[list[int], list[int]]:
    if paragraph.is_orphaned:
        return [paragraph.number], []
    here, orphaned = paragraphs.paragraph_ids_at(paragraph.block.id or 0 if paragraph.block else 0)
    return here or [paragraph.number], orphaned


def _base_context(request: HttpRequest, comments: CommentsContext) -> dict[str, object]:
    return comments.template_context(consent_query(request)) | {
        "robots": robots_directives(comments.story, is_listed=False)
    }


def _comment_group(
    request: HttpRequest,
    comments: CommentsContext,
    paragraph_ids: list[int],
    *,
    is_paginated: bool = False,
) -> CommentGroup:
    if comments.discussion.hides_feedback:
        return CommentGroup(SafeString(""), 0)
    page = None
    if is_paginated:
        thread_count = count_threads(comments.chapter, paragraph_ids)
        page = get_page(request, range(thread_count), THREADS_PER_PAGE)
    consent = consent_query(request)
    rows = load_threads(comments.chapter, "oldest", page.number if page else 1, paragraph_ids)
    rendered = render_comments(comments, rows, consent)
    overlay_of = None
    if isinstance(request.user, User):
        numbers = [comment_html.number for comment_html in rendered]
        overlay_of = load_personal_state(comments, request.user, numbers, consent).overlay
    counts = comments.discussion.paragraph_counts
    count = sum(counts.get(paragraph_id, 0) for paragraph_id in paragraph_ids)
    return CommentGroup(join_html(rendered, overlay_of), count, page)


def _render(
    request: HttpRequest, comments: CommentsContext, template: str, context: dict[str, object]
) -> HttpResponse:
    response = render(request, template, context)
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_cache=True)
    else:
        response = shared_response(request, CachedPage.from_content(response.content))
    return set_crawler_headers(response, comments.story, is_listed=False)
