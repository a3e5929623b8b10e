"""The cache configuration of deploy/nginx, in a real nginx in front of the site."""

import gzip
import http.client
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from serial.chapters.models import Chapter
from tests.conftest import MakeChapter
from tests.nginx import find_nginx, run_nginx
from tests.run import required_tools

PAGE = "/read/the-lamp/one/"
Response = tuple[http.client.HTTPResponse, bytes]
Get = Callable[..., Response]


@pytest.fixture
def get(transactional_db: None, live_server: LiveServer) -> Iterator[Get]:
    """Requests a page from nginx with only these headers."""
    if find_nginx() is None:
        if "nginx" in required_tools():
            pytest.fail("nginx is not installed, and REQUIRE contains nginx")
        pytest.skip("nginx is not installed")
    with run_nginx(urlsplit(live_server.url).port or 0) as (nginx_url, _folder):

        def request_page(path: str = PAGE, **headers: str) -> Response:
            connection = http.client.HTTPConnection(urlsplit(nginx_url).netloc)
            request_headers = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", path, headers=request_headers)
            response = connection.getresponse()
            return response, response.read()

        yield request_page


@pytest.fixture
def chapter(get: Get, make_chapter: MakeChapter) -> Chapter:
    return make_chapter("The lamp went out.", title="One")


def test_guests_share_one_page(chapter: Chapter, get: Get) -> None:
    first, body = get(accept_encoding="gzip")
    assert first.headers["X-Cache-Status"] == "MISS"
    assert b"The lamp went out." in gzip.decompress(body)
    for spelling in ("gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8"):
        again, same_body = get(accept_encoding=spelling, cookie="colour=red")
        assert (again.headers["X-Cache-Status"], same_body) == ("HIT", body)
        assert not again.headers["Set-Cookie"]


def test_client_without_gzip_gets_an_uncompressed_page(chapter: Chapter, get: Get) -> None:
    get(accept_encoding="gzip")
    response, body = get()
    assert response.headers["X-Cache-Status"] == "MISS" and b"The lamp went out." in body
    assert get()[0].headers["X-Cache-Status"] == "HIT"


def test_unchanged_page_is_not_modified(chapter: Chapter, get: Get) -> None:
    first, _body = get(accept_encoding="gzip")
    again, empty_body = get(accept_encoding="gzip", if_none_match=first.headers["ETag"])
    assert (again.status, empty_body) == (304, b"")


def test_member_never_gets_a_cached_page(chapter: Chapter, get: Get, reader_client: Client) -> None:
    get()
    session = reader_client.cookies["sessionid"].value
    for _ in range(2):
        response, body = get(cookie=f"sessionid={session}")
        assert response.headers["X-Cache-Status"] == "BYPASS"
        assert b"Sign out" in body and "private" in (response.headers["Cache-Control"] or "")
    assert b"Sign out" not in get()[1]


def test_response_that_sets_a_cookie_is_not_cached(chapter: Chapter, get: Get) -> None:
    for _ in range(2):
        response, _body = get("/accounts/login/")
        assert response.headers["X-Cache-Status"] != "HIT" and response.headers["Set-Cookie"]


def test_not_found_page_is_not_cached(get: Get) -> None:
    for _ in range(2):
        response, _body = get("/nothing/here/")
        assert response.status == 404 and response.headers["X-Cache-Status"] != "HIT"
