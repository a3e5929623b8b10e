"""The cache rules of deploy/nginx in a real nginx, before the real site."""

import gzip
import http.client
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from serial.chapters.models import Chapter
from tests.conftest import MakeChapter
from tests.nginx import find_nginx, nginx_before
from tests.run import required

PAGE = "/read/the-lamp/one/"
Answer = tuple[http.client.HTTPResponse, bytes]
Get = Callable[..., Answer]


@pytest.fixture
def get(transactional_db: None, live_server: LiveServer) -> Iterator[Get]:
    """Asks nginx with just these headers."""
    if find_nginx() is None:
        if "nginx" in required():
            pytest.fail("nginx is not installed, and REQUIRE names nginx")
        pytest.skip("nginx is not installed")
    with nginx_before(urlsplit(live_server.url).port or 0) as (address, _folder):

        def ask(path: str = PAGE, **headers: str) -> Answer:
            connection = http.client.HTTPConnection(urlsplit(address).netloc)
            said = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", path, headers=said)
            answer = connection.getresponse()
            return answer, answer.read()

        yield ask


@pytest.fixture
def one(get: Get, make_chapter: MakeChapter) -> Chapter:
    return make_chapter("The lamp went out.", title="One")


def test_guests_share_one_page(one: Chapter, get: Get) -> None:
    first, words = get(accept_encoding="gzip")
    assert first.headers["X-Cache-Status"] == "MISS"
    assert b"The lamp went out." in gzip.decompress(words)
    for spelling in ("gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8"):
        again, same = get(accept_encoding=spelling, cookie="colour=red")
        assert (again.headers["X-Cache-Status"], same) == ("HIT", words)
        assert not again.headers["Set-Cookie"]


def test_whoever_reads_no_gzip_gets_plain_text(one: Chapter, get: Get) -> None:
    get(accept_encoding="gzip")
    answer, words = get()
    assert answer.headers["X-Cache-Status"] == "MISS" and b"The lamp went out." in words
    assert get()[0].headers["X-Cache-Status"] == "HIT"


def test_whoever_has_it_is_told_so(one: Chapter, get: Get) -> None:
    first, _words = get(accept_encoding="gzip")
    again, nothing = get(accept_encoding="gzip", if_none_match=first.headers["ETag"])
    assert (again.status, nothing) == (304, b"")


def test_a_member_is_never_given_what_is_kept(
    one: Chapter, get: Get, reader_client: Client
) -> None:
    get()
    session = reader_client.cookies["sessionid"].value
    for _ in range(2):
        answer, words = get(cookie=f"sessionid={session}")
        assert answer.headers["X-Cache-Status"] == "BYPASS"
        assert b"Sign out" in words and "private" in (answer.headers["Cache-Control"] or "")
    assert b"Sign out" not in get()[1]


def test_what_sets_a_cookie_is_not_kept(one: Chapter, get: Get) -> None:
    for _ in range(2):
        answer, _words = get("/accounts/login/")
        assert answer.headers["X-Cache-Status"] != "HIT" and answer.headers["Set-Cookie"]


def test_what_is_not_there_is_not_kept(get: Get) -> None:
    for _ in range(2):
        answer, _words = get("/nothing/here/")
        assert answer.status == 404 and answer.headers["X-Cache-Status"] != "HIT"
