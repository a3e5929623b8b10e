"""The comments on a paragraph, and the paragraphs to choose one from."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.safestring import SafeString

from accounts.models import User
from serial.reading.mature import answered, must_ask, show_question
from serial.reading.responses import robots_words, say_to_crawlers
from serial.reading.talk.finding import Place, find_place
from serial.reading.talk.moving import leads_on
from serial.reading.talk.paging import page_number, pages_of
from serial.reading.talk.passages import Paragraphs, Passage
from serial.reading.talk.personal import read_personal
from serial.reading.talk.pieces import join_pieces, write_pieces
from serial.reading.talk.rows import PER_PAGE, count_threads, threads_of
from serial.web.shared_pages import SharedPage, answer_everyone


@dataclass(frozen=True)
class Part:
    """Some comments on a paragraph: those that are at it, or those that lost their place near."""

    comments: SafeString
    count: int
    page: int
    pages: int


@leads_on
def choose_paragraph(request: HttpRequest, story_slug: str, chapter_slug: str) -> HttpResponse:
    place = find_place(request, story_slug, chapter_slug)
    if must_ask(request, place.story):
        return show_question(request, place.story)
    paragraphs = Paragraphs(place)
    here, _lost = paragraphs.counts()
    rows = [(number, text, here.get(number, 0)) for number, text in paragraphs.openings()]
    context = _about(request, place) | {"paragraphs": rows}
    return _answer(request, place, "reading/talk/paragraphs.html", context)


@leads_on
def show_paragraph(
    request: HttpRequest, story_slug: str, chapter_slug: str, number: int
) -> HttpResponse:
    place = find_place(request, story_slug, chapter_slug)
    if must_ask(request, place.story):
        return show_question(request, place.story)
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
    template = f"reading/talk/{'_paragraph' if is_fragment else 'paragraph'}.html"
    return _answer(request, place, template, context)


def _anchors(paragraphs: Paragraphs, passage: Passage) -> tuple[list[int], list[int]]:
    if passage.is_lost:
        return [passage.number], []
    here, lost = paragraphs.anchors_at(passage.block.id or 0 if passage.block else 0)
    return here or [passage.number], lost


def _about(request: HttpRequest, place: Place) -> dict[str, Any]:
    return place.context(answered(request)) | {"robots": robots_words(place.story) or "noindex"}


def _part(request: HttpRequest, place: Place, anchors: list[int], *, pages: bool = False) -> Part:
    if place.talk.is_kept_from_sight:
        return Part(SafeString(""), 0, 1, 1)
    last = pages_of(count_threads(place.chapter, anchors), PER_PAGE)
    page = page_number(request, last) if pages else 1
    answer = answered(request)
    pieces = write_pieces(place, threads_of(place.chapter, "oldest", page, anchors), answer)
    own = None
    if isinstance(request.user, User):
        numbers = [piece.number for piece in pieces]
        own = read_personal(place, request.user, numbers, answer).own
    count = sum(place.talk.block_counts.get(anchor, 0) for anchor in anchors)
    return Part(SafeString(join_pieces(pieces, own)), count, page, last)


def _answer(
    request: HttpRequest, place: Place, template: str, context: dict[str, Any]
) -> HttpResponse:
    response = render(request, template, context)
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_cache=True)
    else:
        response = answer_everyone(request, SharedPage.of(response.content))
    return say_to_crawlers(response, place.story)
