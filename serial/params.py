"""Ids and page numbers in requests: the only place that parses them, with one bound."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

# A primary key has at most 19 digits, and the database refuses numbers above 2 ** 63 - 1.
MAX_DIGITS = 18
MAX_ID = 10**MAX_DIGITS - 1

Row = TypeVar("Row", bound=Model)
Item = TypeVar("Item")


def parse_id(text: str | None) -> int | None:
    """Returns the number, or None if the text is not one from 0 to MAX_ID in ASCII digits.

    For primary keys, comment numbers and paragraph ids. No row has the key None, so a query for
    the result finds nothing if the text is invalid.
    """
    # int() raises ValueError above 4,300 digits.
    if not text or len(text) > MAX_DIGITS or not (text.isascii() and text.isdecimal()):
        return None
    return int(text)


def get_chosen(rows: "QuerySet[Row]", text: str | None) -> Row | None:
    """Returns the row with this id, or None without a text; raises Http404 if `rows` lacks it."""
    return get_object_or_404(rows, pk=parse_id(text)) if text else None


def check_ids(texts: Iterable[str]) -> None:
    """Raises Http404 unless every text is an id, for lists that Django gives to the database."""
    if None in map(parse_id, texts):
        raise Http404


def parse_page(request: HttpRequest) -> int:
    """Returns the number in ?page=, or 1 if it is not a number from 1 to MAX_ID."""
    return parse_id(request.GET.get("page")) or 1


def get_page(
    request: HttpRequest, rows: "QuerySet[Model, Item] | Sequence[Item]", per_page: int
) -> Page[Item]:
    """Returns the page that ?page= asks for, or the last page if there are fewer.

    Counts the rows. If their number is known, give range(number), which needs no query.
    """
    return Paginator(rows, per_page).get_page(parse_page(request))
