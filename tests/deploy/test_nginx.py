"""The cache configuration of deploy/nginx, in a real nginx in front of the site."""

import gzip
import re
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.comments.models import GuestEmail, ReplySubscription
from serial.comments.models.comment import QUOTE_MAX_LENGTH
from serial.web.middleware.request_size import IMPORT_PATH
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter
from tests.deploy.conftest import PAGE, Get


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


def test_not_found_page_is_cached_for_guests_only(get: Get, reader_client: Client) -> None:
    first, _body = get("/nothing/here/")
    again, body = get("/nothing/here/")
    assert (first.status, again.status) == (404, 404)
    assert again.headers["X-Cache-Status"] == "HIT" and not again.headers["Set-Cookie"]
    session = reader_client.cookies["sessionid"].value
    members, _body = get("/nothing/here/", cookie=f"sessionid={session}")
    assert members.headers["X-Cache-Status"] == "BYPASS"


@pytest.mark.parametrize("letter", ["ж", "語", "😀"])
def test_link_with_the_longest_quoted_passage_opens(
    chapter: Chapter, get: Get, letter: str
) -> None:
    response, body = get(f"{PAGE}comments/write/?quote={quote(letter * QUOTE_MAX_LENGTH)}")
    assert response.status == 200 and (letter * QUOTE_MAX_LENGTH).encode() in body


def test_what_nginx_rejects_as_too_large_says_where_the_text_is(get: Get) -> None:
    # nginx reads the length only. Its limit here is the one that it has without a setting, 1 MB.
    response, body = get("/desk/", content_length="1048577")
    assert response.status == 413 and b"Your text is still in the form" in body


def test_address_of_a_guest_is_on_no_cached_page(
    chapter: Chapter, get: Get, make_comment: MakeComment
) -> None:
    comment = make_comment("Who lit it?", by=None, chapter=chapter)
    guest_email = GuestEmail.objects.create(email="gus@example.org", asked_at=timezone.now())
    ReplySubscription.objects.create(comment=comment, guest_email=guest_email)
    for path, statuses in (
        (PAGE, {"MISS", "HIT"}),
        (f"/comments/email/{guest_email.token}/", {"MISS"}),
        ("/comments/email/wrong/", {"MISS"}),
    ):
        answers = [get(path) for _ in range(2)]
        assert {response.headers["X-Cache-Status"] for response, _body in answers} == statuses
        for response, body in answers:
            assert not response.headers["Set-Cookie"]
            assert (b"gus@example.org" in body) == (guest_email.token in path)
    assert not GuestEmail.objects.confirmed().exists()


def test_all_locations_of_pages_lead_to_the_site() -> None:
    """Those of serial.conf, which the tests' own server does not read."""
    config = (settings.BASE_DIR / "deploy/nginx/serial.conf").read_text()
    locations = re.findall(r"location ([^{]+) \{([^}]*pages\.conf[^}]*)\}", config)
    assert len(locations) == 2
    assert all("proxy_pass http://serial;" in body for _path, body in locations)


@pytest.mark.parametrize("path", ["1/import/", "import/", "1/manuscripts/2/", "1/import/x/", ""])
def test_nginx_and_the_site_know_the_same_uploads(path: str) -> None:
    config = (settings.BASE_DIR / "deploy/nginx/serial.conf").read_text()
    pattern = re.search(r"location ~ (\S+) \{\s+client_max_body_size 101m;", config)
    assert pattern is not None
    url = f"/desk/stories/story/{path}"
    assert bool(re.search(pattern[1], url)) == bool(IMPORT_PATH.fullmatch(url))
    assert bool(IMPORT_PATH.fullmatch(url)) == (path in ("1/import/", "import/"))
