"""One comment on its own page: its thread, and the actions that the visitor may take."""

from http import HTTPStatus

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.safestring import SafeString

from accounts.models import User, Visitor
from serial.comments.actions import ALL_ACTIONS, Action
from serial.comments.choices import State, Verdict
from serial.comments.models import Comment, CommentAction
from serial.comments.time_limits import EDIT_MINUTES
from serial.comments.viewers import Viewer, load_viewer
from serial.compiled_queries import CompiledRelatedQuery, CompiledTuples, Placeholder
from serial.moderation.acting import offered_actions
from serial.moderation.decisions.standing import standing_decisions
from serial.moderation.past_actions import PastAction, past_actions
from serial.params import MAX_ID, get_page
from serial.reading.age_gate import consent_query, needs_consent, show_age_gate
from serial.reading.comments.context import CommentsContext, get_comments_context
from serial.reading.comments.decisions import has_decision
from serial.reading.comments.html import (
    CommentHtml,
    MemberOverlay,
    join_html,
    join_parts,
    render_comments,
)
from serial.reading.comments.html_cache import cached_comment_html
from serial.reading.comments.paragraphs import get_paragraph
from serial.reading.comments.personal_state import load_personal_state
from serial.reading.comments.rows import REPLIES_PER_PAGE, Row, load_rows, load_thread
from serial.reading.comments.slug_redirects import redirect_changed_slug
from serial.reading.comments.tokens import (
    OWN,
    PRIVATE_LINK_PARAMETER,
    comment_url,
    open_private_link,
    private_link,
    read_owner_token,
    redirect_to_shared_page,
)
from serial.reading.responses import robots_directives, set_crawler_headers
from serial.web.page_cache import CachedPage, shared_response

MAX_PAST_ACTIONS = 20
CURRENT = SafeString(" current")


@redirect_changed_slug
def show_comment(
    request: HttpRequest, story_slug: str, chapter_slug: str, number: int
) -> HttpResponse:
    comments = get_comments_context(request, story_slug, chapter_slug)
    owner_token = read_owner_token(request, comments.chapter, number)
    if OWN in request.GET and not owner_token:
        # Nobody else may make shared caches keep a page for this URL.
        return redirect_to_shared_page(request, comments, number)
    if PRIVATE_LINK_PARAMETER in request.GET:
        return open_private_link(request, comments, find_comment(comments, number))
    if needs_consent(request, comments.story):
        return show_age_gate(request, comments.story)
    comment = find_comment(comments, number)
    status = _status(request, comment, owner_token)
    if status == HTTPStatus.NOT_FOUND:
        raise Http404
    context = _context(request, comments, comment, owner_token)
    is_fragment = request.GET.get("as") == "fragment"
    template = f"reading/comments/{'_thread' if is_fragment else 'comment'}.html"
    response = render(request, template, context, status=status)
    response = _with_cache_headers(request, response, owner_token)
    return set_crawler_headers(response, comments.story, is_listed=False)


def find_comment(comments: CommentsContext, number: int) -> Comment:
    comment = _BY_NUMBER.first(comments.chapter.pk, number) if number <= MAX_ID else None
    if comment is None:
        raise Http404
    # Already loaded: following the foreign keys would query them again.
    comment.chapter, comment.story = comments.chapter, comments.story
    return comment


_BY_NUMBER = CompiledRelatedQuery(
    lambda chapter_id, number: (
        Comment.objects.with_names()
        .select_related("ip_hash")
        .filter(chapter=chapter_id, number=number)
    ),
    *(Placeholder("chapter_id"), Placeholder("number")),
)


def _status(request: HttpRequest, comment: Comment, owner_token: str) -> HTTPStatus:
    """Returns 404 for a held comment, which was never public, and 410 for a removed one."""
    if comment.is_readable_by(request.user, owner_token):
        return HTTPStatus.OK
    return HTTPStatus.NOT_FOUND if comment.state == State.HELD else HTTPStatus.GONE


def _with_cache_headers(
    request: HttpRequest, response: HttpResponse, owner_token: str
) -> HttpResponse:
    is_shared = not request.user.is_authenticated and not owner_token
    if is_shared and response.status_code == HTTPStatus.OK:
        return shared_response(request, CachedPage.from_content(response.content))
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _context(
    request: HttpRequest, comments: CommentsContext, comment: Comment, owner_token: str
) -> dict[str, object]:
    consent = consent_query(request)
    viewer = load_viewer(comment, request.user, owner_token)
    first = comment if comment.parent_id is None else find_comment(comments, comment.thread)
    page = _page_of_replies(request, comments, comment)
    is_readable = comment.is_readable_by(request.user, owner_token)
    is_own_of_guest = comment.user_id is None and viewer.is_commenter
    own_url = comment_url(comments, comment.number, consent, is_own=True)
    rendered = _render_thread(
        comments,
        comment,
        page.number,
        consent,
        is_readable=is_readable,
        own_urls={comment.number: own_url} if is_own_of_guest else {},
    )
    shows_revisions = comment.shows_revisions_to(request.user, owner_token)
    shows_findings = comment.shows_findings_to(request.user, owner_token)
    return comments.template_context(consent) | {
        "comment": comment,
        "is_own": viewer.is_commenter,
        "decision_url": _decision_url(comments, comment) if viewer.is_commenter else "",
        "is_editable": comment.is_editable_by(request.user, owner_token),
        "private_link": private_link(request, comments, comment) if is_own_of_guest else "",
        "edit_minutes": EDIT_MINUTES,
        "robots": robots_directives(comments.story, is_listed=False),
        "paragraph": get_paragraph(comments, first.paragraph),
        "thread": SafeString(_thread_html(request, comments, comment, rendered, consent)),
        "page": page,
        "actions": _actions(comment, viewer, request.user),
        "past_actions": _past_actions(comment, request.user) if viewer.is_moderator else [],
        "revisions": comment.revisions.all() if shows_revisions else [],
        "findings": comment.findings.exclude(verdict=Verdict.PUBLISH) if shows_findings else [],
    }


def _actions(comment: Comment, viewer: Viewer, user: Visitor) -> list[Action]:
    states = {comment.pk: comment.state} if viewer.is_moderator else {}
    decision = standing_decisions(states).get(comment.pk) if states else None
    return offered_actions(ALL_ACTIONS, comment, viewer, user, decision)


def _decision_url(comments: CommentsContext, comment: Comment) -> str:
    return f"{comments.url}{comment.number}/decision/" if has_decision(comment) else ""


def _page_of_replies(
    request: HttpRequest, comments: CommentsContext, comment: Comment
) -> Page[int]:
    """Returns the page that the request asks for, by default the one with the comment."""
    ordinals = range(_last_ordinal(comments, comment.thread))
    if "page" in request.GET:
        return get_page(request, ordinals, REPLIES_PER_PAGE)
    own_page = max(0, comment.ordinal - 1) // REPLIES_PER_PAGE + 1
    return Paginator(ordinals, REPLIES_PER_PAGE).get_page(own_page)


def _last_ordinal(comments: CommentsContext, thread: int) -> int:
    rows = _LAST_ORDINAL.rows(comments.chapter.pk, thread)
    return rows[0][0] if rows else 0


def _by_ordinal(chapter_id: int, thread: int) -> "QuerySet[Model, tuple[int]]":
    in_thread = Comment.objects.filter(chapter=chapter_id, thread=thread)
    return in_thread.order_by("-ordinal").values_list("ordinal")[:1]


_LAST_ORDINAL = CompiledTuples(_by_ordinal, Placeholder("chapter_id"), Placeholder("number"))


def _render_thread(
    comments: CommentsContext,
    comment: Comment,
    page: int,
    consent: str,
    *,
    is_readable: bool,
    own_urls: dict[int, str],
) -> list[CommentHtml]:
    def load() -> list[Row]:
        return load_thread(comments.chapter, comment.thread, page)

    if is_readable and not comment.is_published():
        rows = _with_text_of(comment, load())
        return render_comments(comments, rows, consent, own_urls, is_thread_page=True)
    parts = ("thread", comment.thread, page)
    return cached_comment_html(comments, consent, load, *parts, is_thread_page=True)


def _with_text_of(comment: Comment, rows: list[Row]) -> list[Row]:
    """Adds an unpublished comment with its text, which the shared HTML does not have."""
    row = load_rows(Comment.objects.filter(pk=comment.pk))[0]._replace(state=State.PUBLISHED)
    others = [other for other in rows if other.pk != comment.pk]
    return sorted([*others, row], key=lambda row: (row.ordinal > 0, row.path))


def _thread_html(
    request: HttpRequest,
    comments: CommentsContext,
    comment: Comment,
    rendered: list[CommentHtml],
    consent: str,
) -> str:
    if isinstance(request.user, User):
        numbers = [html.number for html in rendered]
        member_overlay = load_personal_state(comments, request.user, numbers, consent).overlay
    else:
        member_overlay = _empty_overlay

    def overlay_of(html: CommentHtml) -> MemberOverlay:
        overlay = member_overlay(html)
        if html.number == comment.number:
            classes = join_parts(overlay.classes, CURRENT)
            return overlay._replace(classes=classes, is_collapsed=False)
        return overlay

    return join_html(rendered, overlay_of)


def _empty_overlay(comment_html: CommentHtml) -> MemberOverlay:
    return MemberOverlay()


def _past_actions(comment: Comment, user: Visitor) -> list[PastAction]:
    """Returns what authors and moderators did, newest first, for those who may undo it."""
    return past_actions(_PAST_ACTIONS.rows(comment.pk), user)


_PAST_ACTIONS = CompiledRelatedQuery(
    lambda comment_id: (
        CommentAction.objects.filter(comment=comment_id)
        .by_others()
        .select_related("by", "undone_by")[:MAX_PAST_ACTIONS]
    ),
    Placeholder("comment_id"),
)
