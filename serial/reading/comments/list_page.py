"""The comments of a chapter: as a page, and as the fragment that its own page brings in."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from serial.comments.models import Comment
from serial.comments.models.comment import THREAD_ORDERS
from serial.reading.age_gate import consent_query, needs_consent, show_age_gate
from serial.reading.comments.context import CommentsContext, get_comments_context
from serial.reading.comments.html import join_html, render_comments
from serial.reading.comments.html_cache import cache_key, cached_comment_html
from serial.reading.comments.paging import page_count, page_number
from serial.reading.comments.personal_state import PersonalState, load_personal, update_read_marker
from serial.reading.comments.rows import PER_PAGE, load_rows, load_threads
from serial.reading.comments.slug_redirects import redirect_changed_slug
from serial.reading.responses import robots_directives, set_crawler_headers
from serial.web.page_cache import get_or_make_page, shared_response

ORDER_LABELS = {
    "oldest": _("oldest"),
    "newest": _("newest"),
    "author": _("the author took part"),
}


@dataclass(frozen=True)
class CommentListQuery:
    """Which part of the comments an address asks for."""

    order: str
    page: int
    pages: int
    is_fragment: bool
    consent: str

    @classmethod
    def of(cls, request: HttpRequest, place: CommentsContext) -> "CommentListQuery":
        order = request.GET.get("order", "")
        pages = page_count(place.discussion.thread_count, PER_PAGE)
        return cls(
            order=order if order in THREAD_ORDERS else "oldest",
            page=page_number(request, pages),
            pages=pages,
            is_fragment=request.GET.get("as") == "fragment",
            consent=consent_query(request),
        )

    def template(self) -> str:
        return f"reading/comments/{'_list' if self.is_fragment else 'comments'}.html"


@redirect_changed_slug
def show_comments(request: HttpRequest, story_slug: str, chapter_slug: str) -> HttpResponse:
    place = get_comments_context(request, story_slug, chapter_slug)
    if needs_consent(request, place.story):
        return show_age_gate(request, place.story)
    asked = CommentListQuery.of(request, place)
    if request.user.is_authenticated:
        response = _member_list(request, place, asked)
    else:
        response = _guest_list(request, place, asked)
    return set_crawler_headers(response, place.story)


def _guest_list(
    request: HttpRequest, place: CommentsContext, asked: CommentListQuery
) -> HttpResponse:
    def make() -> bytes:
        rows = load_threads(place.chapter, asked.order, asked.page)
        comments = join_html(render_comments(place, rows, asked.consent))
        context = list_context(place, asked, comments)
        return render_to_string(asked.template(), context, request).encode()

    return shared_response(request, get_or_make_page(cache_key(place, asked), make))


def _member_list(
    request: HttpRequest, place: CommentsContext, asked: CommentListQuery
) -> HttpResponse:
    if place.discussion.hides_feedback:
        context = list_context(place, asked, "")
    else:
        pieces = cached_comment_html(
            place,
            asked.consent,
            lambda: load_threads(place.chapter, asked.order, asked.page),
            asked.order,
            asked.page,
        )
        user: Any = request.user
        numbers = [piece.number for piece in pieces]
        personal = load_personal(place, user, numbers, asked.consent)
        context = list_context(place, asked, join_html(pieces, personal.own))
        context |= {"waiting": _awaiting_moderation(place, personal)}
        update_read_marker(place, user)
    html = render_to_string(asked.template(), context, request)
    response = HttpResponse(html)
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _awaiting_moderation(place: CommentsContext, personal: PersonalState) -> SafeString:
    """Their own comments that nobody else sees, with their words."""
    if not personal.waiting:
        return SafeString("")
    mine = Comment.objects.filter(chapter=place.chapter, number__in=personal.waiting)
    rows = [row._replace(state="published") for row in load_rows(mine)]
    return SafeString(join_html(render_comments(place, sorted(rows, key=lambda row: row.number))))


def list_context(place: CommentsContext, asked: CommentListQuery, comments: str) -> dict[str, Any]:
    others = [(name, label, name == asked.order) for name, label in ORDER_LABELS.items()]
    return place.context(asked.consent) | {
        "comments": SafeString(comments),
        "orders": others,
        "asked": asked,
        "robots": robots_directives(place.story),
        "previous_page": asked.page - 1,
        "next_page": asked.page + 1 if asked.page < asked.pages else 0,
    }
