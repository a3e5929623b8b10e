"""Odd requests to every route, as every kind of person.

Trying each odd value of each parameter alone at each page would take hours. So a page gets all
parameters at once, each with each value in turn, and alone those that it reads, which names_read.py
finds. A page that goes through all parameters, such as a list of Django's admin, gets each alone
with one value, and the next such page with the next value.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count, repeat

import pytest
from pytest_django import Settings

from tests.routes.conftest import VisitorOf
from tests.routes.names_read import ALL
from tests.routes.odd_requests import (
    NAMES,
    VALUES,
    OddRequest,
    odd_choices,
    odd_parameters,
    odd_types_and_headers,
    queries_in_turn,
    requests_with_one_odd_field,
    requests_with_one_odd_name,
)
from tests.routes.sample_data import SampleData
from tests.routes.table import PEOPLE, TABLE
from tests.routes.visitor import Page, Visitor

OPEN = {200, 405}
# What a page needs before it reads other parameters.
GOOD_QUERIES = {
    "/admin/autocomplete/": {
        "app_label": "stories",
        "model_name": "featuredstory",
        "field_name": "story",
    },
    "/desk/chapters/chapter/1/revisions/compare/": {"old": "1", "new": "1"},
}
ROUTES = [route for routes in TABLE.values() for route in routes]


def requests_to_closed_page(number: int) -> Sequence[OddRequest]:
    """Returns a third of the requests, some of each kind. The next page gets the next third."""
    return [*odd_parameters({}), *odd_types_and_headers()][number % 3 :: 3]


def requests_to_open_page(
    visitor: Visitor, url: str, page: Page, turns: Iterator[int]
) -> Iterator[OddRequest]:
    good = GOOD_QUERIES.get(url, {})
    yield from odd_parameters(page.fields)
    yield from odd_types_and_headers()
    yield from requests_with_one_odd_field(page.fields)
    yield from odd_choices(page.actions)
    yield from requests_with_one_odd_name("GET", good, good)
    form = {name: values[0] for name, values in page.fields.items()}
    yield from requests_of_names_read(visitor.names_read["GET"], "GET", {}, good)
    yield from requests_of_names_read(visitor.names_read["POST"], "POST", page.fields, form)
    if ALL in visitor.names_read["GET"]:
        yield from requests_with_one_odd_name("GET", sorted(page.linked_names), {})
        yield from queries_in_turn(sorted({*NAMES, *page.fields}), next(turns))


def requests_of_names_read(
    names_read: set[str], method: str, tried: Iterable[str], others: dict[str, str]
) -> Iterator[OddRequest]:
    """Also of those that the page reads because of another parameter."""
    done = {ALL, *tried}
    while names := names_read - done:
        done |= names
        yield from requests_with_one_odd_name(method, sorted(names), others)


@pytest.mark.long
@pytest.mark.parametrize("person", PEOPLE)
def test_odd_request_to_any_page_is_no_server_error(
    person: str, visitor_of: VisitorOf, sample_data: SampleData, settings: Settings
) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.routes.names_read.RecordNamesMiddleware"]
    visitor = visitor_of(person)
    turns = count()
    errors = []
    for number, url in enumerate(map(sample_data.url, ROUTES)):
        for names in visitor.names_read.values():
            names.clear()
        page = visitor.open(url)
        if page.status in OPEN or any(visitor.names_read.values()):
            requests = requests_to_open_page(visitor, url, page, turns)
        else:
            requests = iter(requests_to_closed_page(number))
        errors += visitor.server_errors(zip(repeat(url), requests, strict=False))
    assert errors == []
    # Only authors and superusers have enough lists for each name with each value.
    assert next(turns) >= len(VALUES) or person not in {"author", "superuser"}
