"""The comments of a chapter: as a page, and as the fragment that the chapter's page loads."""

from dataclasses import dataclass
from functools import cache

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.comments.choices import State
from serial.comments.models import Comment
from serial.comments.models.comment import THREAD_ORDERS
from serial.params import get_page
from serial.reading.age_gate import consent_query, needs_consent, show_age_gate
from serial.reading.comments.context import CommentsContext, get_comments_context
from serial.reading.comments.html import join_html, render_comments
from serial.reading.comments.html_cache import cached_comment_html, comment_values
from serial.reading.comments.personal_state import (
    PersonalState,
    load_personal_state,
    update_read_marker,
)
from serial.reading.comments.rows import THREADS_PER_PAGE, Row, load_rows, load_threads
from serial.reading.comments.slug_redirects import redirect_changed_slug
from serial.reading.responses import (
    robots_directives,
    set_crawler_headers,
    story_crawler_headers,
)
from serial.web.page_cache import get_or_make_page, shared_response

ORDER_LABELS = {
    "oldest": _("Oldest"),
    "newest": _("Newest"),
    "author": _("Author replies"),
}


@dataclass(frozen=True)
class CommentListQuery:
    """Which page of the list a request asks for, in which order."""

    order: str
    page: Page[int]
    is_fragment: bool
    consent: str

    @classmethod
    def from_request(cls, request: HttpRequest, comments: CommentsContext) -> "CommentListQuery":
        order = request.GET.get("order", "")
        thread_count = comments.discussion.thread_count
        return cls(
            order=order if order in THREAD_ORDERS else "oldest",
            page=get_page(request, range(thread_count), THREADS_PER_PAGE),
            is_fragment=request.GET.get("as") == "fragment",
            consent=consent_query(request),
        )

    def values(self) -> tuple[object, ...]:
        page = (self.page.number, self.page.paginator.num_pages)
        return (self.order, *page, self.is_fragment, self.consent)

    def template(self) -> str:
        return f"reading/comments/{'_list' if self.is_fragment else 'comments'}.html"


@redirect_changed_slug
def show_comments(request: HttpRequest, story_slug: str, chapter_slug: str) -> HttpResponse:
    comments = get_comments_context(request, story_slug, chapter_slug)
    if needs_consent(request, comments.story):
        return show_age_gate(request, comments.story)
    query = CommentListQuery.from_request(request, comments)
    if isinstance(request.user, User):
        response = _member_response(request, request.user, comments, query)
    else:
        response = _guest_response(request, comments, query)
    return set_crawler_headers(response, comments.story)


def _guest_response(
    request: HttpRequest, comments: CommentsContext, query: CommentListQuery
) -> HttpResponse:
    @cache
    def load() -> list[Row]:
        return load_threads(comments.chapter, query.order, query.page.number)

    def make() -> bytes:
        html = join_html(render_comments(comments, load(), query.consent))
        context = list_context(comments, query, html)
        return render_to_string(query.template(), context, request).encode()

    values = comment_values(comments, load, *query.values(), comments.discussion.comment_count)
    page = get_or_make_page(query.template(), values, make)
    # A fragment does not contain what its headers say.
    return shared_response(request, page, headers=story_crawler_headers(comments.story))


def _member_response(
    request: HttpRequest, user: User, comments: CommentsContext, query: CommentListQuery
) -> HttpResponse:
    if comments.discussion.hides_feedback:
        context = list_context(comments, query, "")
    else:
        rendered = cached_comment_html(
            comments,
            query.consent,
            lambda: load_threads(comments.chapter, query.order, query.page.number),
            query.order,
            query.page.number,
        )
        numbers = [comment_html.number for comment_html in rendered]
        personal = load_personal_state(comments, user, numbers, query.consent)
        # Shown with their text above the list, where the ids are.
        own = set(personal.under_review)
        shown = [html.without_ids() if html.number in own else html for html in rendered]
        context = list_context(comments, query, join_html(shown, personal.overlay))
        context |= {
            "own_under_review": _own_under_review(comments, personal),
            "has_given_kudos": personal.has_given_kudos,
        }
        update_read_marker(comments, user)
    response = HttpResponse(render_to_string(query.template(), context, request))
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _own_under_review(comments: CommentsContext, personal: PersonalState) -> SafeString:
    """Renders the member's own comments that other readers do not see, with their text."""
    if not personal.under_review:
        return SafeString("")
    own = Comment.objects.filter(chapter=comments.chapter, number__in=personal.under_review)
    rows = [_as_thread(row) for row in load_rows(own)]
    rows.sort(key=lambda row: row.number)
    return join_html(render_comments(comments, rows), personal.overlay)


def _as_thread(row: Row) -> Row:
    """Rendered as if published, as an unpublished row would show only its state; and by itself, as
    its thread is elsewhere.
    """
    parent = row.parent if row.parent != row.thread else None
    return row._replace(state=State.PUBLISHED, thread=row.number, ordinal=0, parent=parent)


def list_context(
    comments: CommentsContext, query: CommentListQuery, html: str
) -> dict[str, object]:
    orders = [(name, label, name == query.order) for name, label in ORDER_LABELS.items()]
    return comments.template_context(query.consent) | {
        "comment_list": SafeString(html),
        "orders": orders,
        "query": query,
        "robots": robots_directives(comments.story),
    }
