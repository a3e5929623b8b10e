"""One comment at its own address: in its thread, and what this person may do with it."""

from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.utils.safestring import SafeString

from accounts.models import User
from serial.comments.choices import TAKEN_BACK, State
from serial.comments.models import Act, Comment
from serial.reading.mature import answered, must_ask, show_question
from serial.reading.responses import robots_words, say_to_crawlers
from serial.reading.talk.acts import acts_for
from serial.reading.talk.finding import Place, find_place
from serial.reading.talk.keeping import kept_pieces
from serial.reading.talk.moving import leads_on
from serial.reading.talk.paging import page_number, pages_of
from serial.reading.talk.passages import passage_of
from serial.reading.talk.personal import read_personal
from serial.reading.talk.pieces import Own, Piece, join_pieces, write_pieces
from serial.reading.talk.rows import REPLIES_PER_PAGE, Row, read_rows, thread_of
from serial.reading.talk.tokens import is_mine
from serial.web.shared_pages import SharedPage, answer_everyone

ACTS_SHOWN = 20


@leads_on
def show_comment(
    request: HttpRequest, story_slug: str, chapter_slug: str, number: int
) -> HttpResponse:
    place = find_place(request, story_slug, chapter_slug)
    if must_ask(request, place.story):
        return show_question(request, place.story)
    comment = find_comment(place, number)
    mine = is_mine(request, comment)
    status = _status(request, comment, mine=mine)
    if status == HTTPStatus.NOT_FOUND:
        raise Http404
    context = _context(request, place, comment, mine=mine)
    is_fragment = request.GET.get("as") == "fragment"
    template = f"reading/talk/{'_thread' if is_fragment else 'comment'}.html"
    response = render(request, template, context, status=status)
    return say_to_crawlers(_for_whom(request, response), place.story)


def find_comment(place: Place, number: int) -> Comment:
    comments = Comment.objects.with_names().select_related("address")
    comment = get_object_or_404(comments, chapter=place.chapter, number=number)
    # Known already, with the addresses of its pages.
    comment.chapter, comment.story = place.chapter, place.story
    return comment


def may_read(request: HttpRequest, comment: Comment, *, mine: bool) -> bool:
    if comment.state == State.ERASED:
        return False
    if mine or comment.is_published():
        return True
    return comment.state not in TAKEN_BACK and comment.is_moderated_by(request.user)


def _status(request: HttpRequest, comment: Comment, *, mine: bool) -> HTTPStatus:
    """What is gone says so; what waits to be looked at is not there yet for anybody else."""
    if may_read(request, comment, mine=mine):
        return HTTPStatus.OK
    return HTTPStatus.NOT_FOUND if comment.state == State.HELD else HTTPStatus.GONE


def _for_whom(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    is_everyones = not request.user.is_authenticated and "mine" not in request.GET
    if is_everyones and response.status_code == HTTPStatus.OK:
        return answer_everyone(request, SharedPage.of(response.content))
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _context(request: HttpRequest, place: Place, comment: Comment, *, mine: bool) -> dict[str, Any]:
    answer = answered(request)
    first = comment if comment.parent_id is None else find_comment(place, comment.thread)
    pages = pages_of(_last_ordinal(place, comment.thread), REPLIES_PER_PAGE)
    where = max(0, comment.ordinal - 1) // REPLIES_PER_PAGE + 1
    page = page_number(request, pages) if "page" in request.GET else where
    readable = may_read(request, comment, mine=mine)
    sees_former = _sees_former(request, comment, mine=mine)
    pieces = _pieces(place, comment, page, answer, readable=readable)
    return place.context(answer) | {
        "comment": comment,
        "is_mine": mine,
        "is_readable": readable,
        "mine": request.GET.get("mine", "") if mine else "",
        "robots": robots_words(place.story) or "noindex",
        "passage": passage_of(place, first.block),
        "thread": SafeString(_thread(request, place, comment, pieces, answer)),
        "page": page,
        "pages": pages,
        "acts": acts_for(request, comment, mine=mine),
        "past_acts": _past_acts(request.user, comment),
        "revisions": comment.revisions.all() if sees_former else [],
        "reasons": comment.reasons.all() if _sees_reasons(request, comment, mine=mine) else [],
    }


def _last_ordinal(place: Place, thread: int) -> int:
    of_thread = Comment.objects.filter(chapter=place.chapter, thread=thread)
    last = of_thread.order_by("-ordinal").values_list("ordinal", flat=True).first()
    return last or 0


def _pieces(
    place: Place, comment: Comment, page: int, answer: str, *, readable: bool
) -> list[Piece]:
    def read() -> list[Row]:
        return thread_of(place.chapter, comment.thread, page)

    if readable and not comment.is_published():
        return write_pieces(place, _with_words_of(comment, read()), answer)
    return kept_pieces(place, answer, read, "thread", comment.thread, page)


def _with_words_of(comment: Comment, rows: list[Row]) -> list[Row]:
    """The thread with one comment's words, which not everyone sees."""
    own = read_rows(Comment.objects.filter(pk=comment.pk))[0]._replace(state=State.PUBLISHED)
    rest = [row for row in rows if row.pk != comment.pk]
    return sorted([*rest, own], key=lambda row: (row.ordinal > 0, row.path))


def _thread(
    request: HttpRequest, place: Place, comment: Comment, pieces: list[Piece], answer: str
) -> str:
    pieces = [piece._replace(end=piece.end.partition("</article>")[1]) for piece in pieces]
    if isinstance(request.user, User):
        numbers = [piece.number for piece in pieces]
        member = read_personal(place, request.user, numbers, answer).own
    else:
        member = _nobodys

    def own(piece: Piece) -> Own:
        found = member(piece)
        if piece.number == comment.number:
            return found._replace(classes=f"{found.classes} here".strip(), is_folded=False)
        return found

    return join_pieces(pieces, own)


def _nobodys(piece: Piece) -> Own:
    return Own()


def _past_acts(user: User | AnonymousUser, comment: Comment) -> list[Act]:
    """What authors and moderators did to it, newest first, for those who may undo it."""
    if not comment.is_moderated_by(user):
        return []
    # What its writer did with it is theirs to undo.
    deleted = {"state": State.DELETED}
    acts = comment.acts.exclude(after=deleted).exclude(before=deleted)
    return list(acts.select_related("by", "undone_by")[:ACTS_SHOWN])


def _sees_former(request: HttpRequest, comment: Comment, *, mine: bool) -> bool:
    """What its writer took back, former words and all, is nobody else's to read."""
    if not may_read(request, comment, mine=mine):
        return False
    return mine or (isinstance(request.user, User) and request.user.is_moderator())


def _sees_reasons(request: HttpRequest, comment: Comment, *, mine: bool) -> bool:
    return mine or comment.is_moderated_by(request.user)
