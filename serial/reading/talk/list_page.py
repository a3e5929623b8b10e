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
from serial.reading.mature import answered, must_ask, show_question
from serial.reading.responses import robots_words, say_to_crawlers
from serial.reading.talk.finding import Place, find_place
from serial.reading.talk.keeping import kept_pieces, key_of
from serial.reading.talk.moving import leads_on
from serial.reading.talk.paging import page_number, pages_of
from serial.reading.talk.personal import Personal, read_personal, remember_visit
from serial.reading.talk.pieces import join_pieces, write_pieces
from serial.reading.talk.rows import PER_PAGE, read_rows, threads_of
from serial.web.shared_pages import answer_everyone, keep_page

ORDER_LABELS = {
    "oldest": _("oldest"),
    "newest": _("newest"),
    "author": _("the author took part"),
}


@dataclass(frozen=True)
class Asked:
    """Which part of the comments an address asks for."""

    order: str
    page: int
    pages: int
    is_fragment: bool
    answer: str

    @classmethod
    def of(cls, request: HttpRequest, place: Place) -> "Asked":
        order = request.GET.get("order", "")
        pages = pages_of(place.talk.thread_count, PER_PAGE)
        return cls(
            order=order if order in THREAD_ORDERS else "oldest",
            page=page_number(request, pages),
            pages=pages,
            is_fragment=request.GET.get("as") == "fragment",
            answer=answered(request),
        )

    def template(self) -> str:
        return f"reading/talk/{'_list' if self.is_fragment else 'comments'}.html"


@leads_on
def show_comments(request: HttpRequest, story_slug: str, chapter_slug: str) -> HttpResponse:
    place = find_place(request, story_slug, chapter_slug)
    if must_ask(request, place.story):
        return show_question(request, place.story)
    asked = Asked.of(request, place)
    if request.user.is_authenticated:
        response = _members_list(request, place, asked)
    else:
        response = _everyones_list(request, place, asked)
    return say_to_crawlers(response, place.story)


def _everyones_list(request: HttpRequest, place: Place, asked: Asked) -> HttpResponse:
    def make() -> bytes:
        rows = threads_of(place.chapter, asked.order, asked.page)
        comments = join_pieces(write_pieces(place, rows, asked.answer))
        context = context_of(place, asked, comments)
        return render_to_string(asked.template(), context, request).encode()

    return answer_everyone(request, keep_page(key_of(place, asked), make))


def _members_list(request: HttpRequest, place: Place, asked: Asked) -> HttpResponse:
    if place.talk.is_kept_from_sight:
        context = context_of(place, asked, "")
    else:
        pieces = kept_pieces(
            place,
            asked.answer,
            lambda: threads_of(place.chapter, asked.order, asked.page),
            asked.order,
            asked.page,
        )
        user: Any = request.user
        numbers = [piece.number for piece in pieces]
        personal = read_personal(place, user, numbers, asked.answer)
        context = context_of(place, asked, join_pieces(pieces, personal.own))
        context |= {"waiting": _waiting(place, personal)}
        remember_visit(place, user)
    html = render_to_string(asked.template(), context, request)
    response = HttpResponse(html)
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _waiting(place: Place, personal: Personal) -> SafeString:
    """Their own comments that nobody else sees, with their words."""
    if not personal.waiting:
        return SafeString("")
    mine = Comment.objects.filter(chapter=place.chapter, number__in=personal.waiting)
    rows = [row._replace(state="published") for row in read_rows(mine)]
    return SafeString(join_pieces(write_pieces(place, sorted(rows, key=lambda row: row.number))))


def context_of(place: Place, asked: Asked, comments: str) -> dict[str, Any]:
    others = [(name, label, name == asked.order) for name, label in ORDER_LABELS.items()]
    return place.context(asked.answer) | {
        "comments": SafeString(comments),
        "orders": others,
        "asked": asked,
        "robots": robots_words(place.story),
        "previous_page": asked.page - 1,
        "next_page": asked.page + 1 if asked.page < asked.pages else 0,
    }
