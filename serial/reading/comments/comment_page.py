"""One comment at its own address: in its thread, and what this person may do with it."""

from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.utils.safestring import SafeString

from accounts.models import User
from serial.comments.choices import DELETED_STATES, State
from serial.comments.models import Comment, CommentAction
from serial.reading.age_gate import consent_query, needs_consent, show_age_gate
from serial.reading.comments.actions import actions_for
from serial.reading.comments.context import CommentsContext, get_comments_context
from serial.reading.comments.html import CommentHtml, MemberOverlay, join_html, render_comments
from serial.reading.comments.html_cache import cached_comment_html
from serial.reading.comments.paging import page_count, page_number
from serial.reading.comments.passages import get_passage
from serial.reading.comments.personal_state import load_personal
from serial.reading.comments.rows import REPLIES_PER_PAGE, Row, load_rows, load_thread
from serial.reading.comments.slug_redirects import redirect_changed_slug
from serial.reading.comments.tokens import is_own
from serial.reading.responses import robots_directives, set_crawler_headers
from serial.web.page_cache import CachedPage, shared_response

ACTIONS_SHOWN = 20


@redirect_changed_slug
def show_comment(
    request: HttpRequest, story_slug: str, chapter_slug: str, number: int
) -> HttpResponse:
    place = get_comments_context(request, story_slug, chapter_slug)
    if needs_consent(request, place.story):
        return show_age_gate(request, place.story)
    comment = find_comment(place, number)
    mine = is_own(request, comment)
    status = _status(request, comment, mine=mine)
    if status == HTTPStatus.NOT_FOUND:
        raise Http404
    context = _context(request, place, comment, mine=mine)
    is_fragment = request.GET.get("as") == "fragment"
    template = f"reading/comments/{'_thread' if is_fragment else 'comment'}.html"
    response = render(request, template, context, status=status)
    return set_crawler_headers(_with_cache_headers(request, response), place.story)


def find_comment(place: CommentsContext, number: int) -> Comment:
    comments = Comment.objects.with_names().select_related("ip_hash")
    comment = get_object_or_404(comments, chapter=place.chapter, number=number)
    # Known already, with the addresses of its pages.
    comment.chapter, comment.story = place.chapter, place.story
    return comment


def may_read(request: HttpRequest, comment: Comment, *, mine: bool) -> bool:
    if comment.state == State.ERASED:
        return False
    if mine or comment.is_published():
        return True
    return comment.state not in DELETED_STATES and comment.is_moderated_by(request.user)


def _status(request: HttpRequest, comment: Comment, *, mine: bool) -> HTTPStatus:
    """What is gone says so; what waits to be looked at is not there yet for anybody else."""
    if may_read(request, comment, mine=mine):
        return HTTPStatus.OK
    return HTTPStatus.NOT_FOUND if comment.state == State.HELD else HTTPStatus.GONE


def _with_cache_headers(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    is_everyones = not request.user.is_authenticated and "owner" not in request.GET
    if is_everyones and response.status_code == HTTPStatus.OK:
        return shared_response(request, CachedPage.from_content(response.content))
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _context(
    request: HttpRequest, place: CommentsContext, comment: Comment, *, mine: bool
) -> dict[str, Any]:
    consent = consent_query(request)
    first = comment if comment.parent_id is None else find_comment(place, comment.thread)
    pages = page_count(_last_ordinal(place, comment.thread), REPLIES_PER_PAGE)
    where = max(0, comment.ordinal - 1) // REPLIES_PER_PAGE + 1
    page = page_number(request, pages) if "page" in request.GET else where
    readable = may_read(request, comment, mine=mine)
    sees_former = _sees_revisions(request, comment, mine=mine)
    pieces = _comment_html(place, comment, page, consent, readable=readable)
    return place.context(consent) | {
        "comment": comment,
        "is_mine": mine,
        "is_readable": readable,
        "owner_token": request.GET.get("owner", "") if mine else "",
        "robots": robots_directives(place.story) or "noindex",
        "passage": get_passage(place, first.paragraph),
        "thread": SafeString(_thread(request, place, comment, pieces, consent)),
        "page": page,
        "pages": pages,
        "actions": actions_for(request, comment, mine=mine),
        "past_actions": _past_actions(request.user, comment),
        "revisions": comment.revisions.all() if sees_former else [],
        "findings": comment.findings.all() if _sees_findings(request, comment, mine=mine) else [],
    }


def _last_ordinal(place: CommentsContext, thread: int) -> int:
    of_thread = Comment.objects.filter(chapter=place.chapter, thread=thread)
    last = of_thread.order_by("-ordinal").values_list("ordinal", flat=True).first()
    return last or 0


def _comment_html(
    place: CommentsContext, comment: Comment, page: int, consent: str, *, readable: bool
) -> list[CommentHtml]:
    def read() -> list[Row]:
        return load_thread(place.chapter, comment.thread, page)

    if readable and not comment.is_published():
        return render_comments(place, _with_words_of(comment, read()), consent)
    return cached_comment_html(place, consent, read, "thread", comment.thread, page)


def _with_words_of(comment: Comment, rows: list[Row]) -> list[Row]:
    """The thread with one comment's words, which not everyone sees."""
    own = load_rows(Comment.objects.filter(pk=comment.pk))[0]._replace(state=State.PUBLISHED)
    rest = [row for row in rows if row.pk != comment.pk]
    return sorted([*rest, own], key=lambda row: (row.ordinal > 0, row.path))


def _thread(
    request: HttpRequest,
    place: CommentsContext,
    comment: Comment,
    pieces: list[CommentHtml],
    consent: str,
) -> str:
    pieces = [piece._replace(end=piece.end.partition("</article>")[1]) for piece in pieces]
    if isinstance(request.user, User):
        numbers = [piece.number for piece in pieces]
        member = load_personal(place, request.user, numbers, consent).own
    else:
        member = _no_overlay

    def own(piece: CommentHtml) -> MemberOverlay:
        found = member(piece)
        if piece.number == comment.number:
            return found._replace(classes=f"{found.classes} current".strip(), is_folded=False)
        return found

    return join_html(pieces, own)


def _no_overlay(piece: CommentHtml) -> MemberOverlay:
    return MemberOverlay()


def _past_actions(user: User | AnonymousUser, comment: Comment) -> list[CommentAction]:
    """What authors and moderators did to it, newest first, for those who may undo it."""
    if not comment.is_moderated_by(user):
        return []
    # What its writer did with it is theirs to undo.
    deleted = {"state": State.DELETED}
    acts = comment.actions.exclude(after=deleted).exclude(before=deleted)
    return list(acts.select_related("by", "undone_by")[:ACTIONS_SHOWN])


def _sees_revisions(request: HttpRequest, comment: Comment, *, mine: bool) -> bool:
    """What its writer took back, former words and all, is nobody else's to read."""
    if not may_read(request, comment, mine=mine):
        return False
    return mine or (isinstance(request.user, User) and request.user.is_moderator())


def _sees_findings(request: HttpRequest, comment: Comment, *, mine: bool) -> bool:
    return mine or comment.is_moderated_by(request.user)
