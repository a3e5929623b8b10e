"""No request is a server error: invalid requests are refused with an error of their own."""

from collections.abc import Sequence
from itertools import repeat

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from serial.chapters.models import Chapter
from tests.routes.conftest import VisitorOf
from tests.routes.odd_requests import (
    CHARSETS,
    FORM,
    OddRequest,
    odd_parameters,
    odd_types_and_headers,
    odd_urls,
)
from tests.routes.sample_data import PARAMETER, SampleData
from tests.routes.table import PEOPLE, TABLE
from tests.routes.visitor import Visitor
from tests.sampling import LONG, Case, in_turns, share

# The others may open no other pages.
SOME_PEOPLE = ("guest", "reader", "author", "superuser")
OPEN = {"200", "405"}


def visits(person: str) -> Sequence[tuple[int, str, bool]]:
    """Returns a number, each route, and whether the person may open it."""
    column = PEOPLE.index(person)
    routes = [(row.split()[column], route) for row, routes in TABLE.items() for route in routes]
    visits = [
        (number, route, response in OPEN)
        for number, (response, route) in enumerate(routes, start=column)
    ]
    return share(in_turns(visits, SOME_PEOPLE.index(person), 4), column, 14)


def every(requests: Sequence[Case], number: int, step: int) -> Sequence[Case]:
    return requests[number % step :: step]


def chosen_requests(number: int, url: str, visitor: Visitor, is_open: bool) -> list[OddRequest]:
    """Returns some requests to one route. The next route and the next person get the next ones."""
    types = odd_types_and_headers()
    if not is_open:
        # Refused before a view reads the request.
        return [*every([*odd_parameters({}), *types], number, 147)]
    parameters = odd_parameters(visitor.open(url).fields)
    return [*every(parameters, number, 42), *every(types, number, 2 * len(types))]


@pytest.mark.extended
@pytest.mark.sweep
@pytest.mark.parametrize("person", SOME_PEOPLE)
def test_odd_request_is_no_server_error(
    person: str, visitor_of: VisitorOf, sample_data: SampleData
) -> None:
    visitor = visitor_of(person)
    errors = []
    for number, route, is_open in visits(person):
        url = sample_data.url(route)
        requests = chosen_requests(number, url, visitor, is_open)
        errors += visitor.server_errors(zip(repeat(url), requests, strict=False))
    assert errors == []


@pytest.mark.extended
@pytest.mark.sweep
@pytest.mark.parametrize(("person", "turn"), [("guest", 0), ("reader", 3)])
def test_form_that_cannot_be_parsed_is_no_server_error(
    person: str, turn: int, visitor_of: VisitorOf, sample_data: SampleData
) -> None:
    """Also if the first to read it is the page that says that something else is wrong."""
    names = {"multipart/form-data", "multipart/form-data; boundary=" + "x" * 300}
    broken = [request for request in odd_types_and_headers() if request.content_type in names]
    urls = [sample_data.url(route) for routes in TABLE.values() for route in routes]
    requests = [(url, request) for url in urls for request in broken]
    assert len(broken) == len(names)
    # Each URL gets one of them, from one of the two people.
    assert visitor_of(person).server_errors(in_turns(requests, turn, 4)) == []


def test_list_filtered_by_an_overlong_number_is_refused(
    author_client: Client, superuser_client: Client, db: None
) -> None:
    lists = {
        author_client: [
            "accounts/penname/?user",
        ],
        superuser_client: [
            "chapters/chapter/?story",
            "chapters/chapter/?part",
            "comments/comment/?chapter",
            "accounts/user/?date_joined__year",
        ],
    }
    for client, pages in lists.items():
        site = "/admin/" if client is superuser_client else "/desk/"
        for page in pages:
            for number in ("9" * 19, "9" * 20, "-" + "9" * 20):
                assert client.get(f"{site}{page}={number}").status_code == 400, page
    for lookup in ("year", "year__gte", "iso_year"):
        for year in ("-1", "0", "10000"):
            url = f"/admin/accounts/user/?date_joined__{lookup}={year}"
            assert superuser_client.get(url).status_code == 400, url
    # A search has words, which may be a number.
    assert superuser_client.get(f"/admin/chapters/chapter/?q={'9' * 20}").status_code == 200


def test_saving_as_a_new_row_is_refused_where_no_button_offers_it(
    author_client: Client, superuser_client: Client, chapter: Chapter
) -> None:
    for client, site in ((author_client, "/desk/"), (superuser_client, "/admin/")):
        for url in ("accounts/penname/add/", f"chapters/chapter/{chapter.pk}/change/"):
            assert client.post(f"{site}{url}", {"_saveasnew": "x"}).status_code == 400
    assert author_client.post("/desk/stories/story/add/", {"_saveasnew": ""}).status_code == 400
    assert Chapter.objects.count() == 1


def test_odd_id_among_the_chosen_is_not_found(
    superuser: User, superuser_client: Client, author_client: Client, chapter: Chapter
) -> None:
    group = Group.objects.create(name="helpers")
    overlong = ["1", "9" * 20]
    delete = {"action": "delete_selected", "post": "yes"}
    for client, url, fields in (
        (superuser_client, f"/admin/accounts/user/{superuser.pk}/change/", {"groups": overlong}),
        (superuser_client, f"/admin/auth/group/{group.pk}/change/", {"permissions": overlong}),
        *(
            (client, url, fields | {"_selected_action": ["1", odd]})
            for client, url, fields in (
                (superuser_client, "/admin/accounts/user/", delete),
                (superuser_client, "/admin/auth/group/", delete),
                (superuser_client, "/admin/comments/comment/", {"action": "hide_selected"}),
                (author_client, "/desk/chapters/chapter/", delete),
            )
            for odd in ("9" * 20, "", "x", "\0", "-1")
        ),
    ):
        assert client.post(url, fields).status_code == 404, (url, fields)
    assert Group.objects.filter(pk=group.pk).exists() and Chapter.objects.exists()


@pytest.mark.sweep
@pytest.mark.parametrize("person", ["author", "superuser"])
def test_odd_url_is_no_server_error(
    person: str, visitor_of: VisitorOf, sample_data: SampleData
) -> None:
    """The superuser opens the pages of /admin/, the author all others."""
    routes = [route for routes in TABLE.values() for route in routes if PARAMETER.search(route)]
    requests = [
        (url, OddRequest(method, method))
        for route in routes
        if route.startswith("admin/") == (person == "superuser")
        for url in odd_urls(sample_data, route)
        for method in ("GET", "POST")
    ]
    chosen = requests if LONG else share(every(requests, 0, 13), 0, 5)
    assert visitor_of(person).server_errors(chosen) == []


@pytest.mark.parametrize("debug", [False, True], ids=["deployed", "debug"])
def test_other_charset_is_refused_in_one_line_of_the_log(
    debug: bool, db: None, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.DEBUG = debug
    for charset in CHARSETS:
        content_type = f"{FORM}; charset={charset}"
        for path in ("/comments/preview/", "/desk/stories/story/add/", "/no/such/page/"):
            caplog.clear()
            response = Client().generic("POST", path, b"text=x", content_type)
            assert response.status_code == 400 and len(response.content) < 20_000
            assert caplog.text.count("\n") <= 1, charset
