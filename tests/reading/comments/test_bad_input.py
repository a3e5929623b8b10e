"""Malformed requests to comment pages are refused or ignored, and never cause a server error."""

from itertools import product

import pytest
from django.test import Client
from django.test.client import BOUNDARY

from serial.chapters.models import Chapter
from serial.comments.models import Comment
from serial.comments.posting_form import KEY_PURPOSE
from serial.web.public_forms.form_key import new_form_key
from tests.comments.conftest import MakeComment
from tests.comments.sending import comments_url, open_private_link, send
from tests.rolling_back import try_each
from tests.sampling import in_turns, share

PAGES = ["", "write/", "kudos/", "on/", "on/1/", "1/", "1/edit/", "1/action/"]
QUERIES = [
    "?page=" + "9" * 5_000,
    "?page=%00&order=%00&as=%00",
    "?reply_to=%EF%BC%91&paragraph=%D9%A3",
    "?reply_to=" + "9" * 400 + "&paragraph=" + "9" * 400,
    "?reply_to=-1&paragraph=-1",
    "?quote=%00%ED%A0%80%FF&to=x",
    "?quote=" + "x" * 6_000,
    "?owner=%ED%A0%80",
    "?owner=%C3%A9",
    "?owner=" + "x" * 6_000,
    "?mature=%00",
]
ALL_PARAMETERS = "&".join(query[1:] for query in QUERIES)
METHODS = ["put", "patch", "delete", "options", "trace", "head"]


@pytest.fixture
def base(chapter: Chapter, make_comment: MakeComment) -> str:
    make_comment("First.", paragraph=1)
    make_comment("A guest's.", by=None)
    return comments_url(chapter)


@pytest.mark.extended
@pytest.mark.sweep
def test_malformed_queries_cause_no_error(
    base: str, guest_client: Client, reader_client: Client, author_client: Client
) -> None:
    for number, client in enumerate((guest_client, reader_client, author_client)):
        for turn, page in enumerate([*PAGES, "2/"], start=number):
            for query in in_turns(QUERIES, turn, 3):
                url = f"{base}{page}{query}"
                assert client.get(url).status_code in {200, 302, 403, 404, 405}, url
            url = f"{base}{page}?{ALL_PARAMETERS}"
            assert client.post(url).status_code < 500, url


def test_unexpected_methods_cause_no_error(
    base: str, guest_client: Client, reader_client: Client
) -> None:
    other_urls = ["/comments/token/", "/comments/preview/", "/accounts/comments/"]
    other_urls += [
        "/accounts/comments/blocks/1/remove/",
        "/accounts/comments/blocks/99999999999999999999/remove/",
    ]
    urls = [*(f"{base}{page}" for page in PAGES), *other_urls]
    for turn, (client, method) in enumerate(product((guest_client, reader_client), METHODS)):
        for url in share(urls, turn, 4):
            assert getattr(client, method)(url).status_code < 500, (method, url)
    assert Comment.objects.count() == 2


def post_in_charset(client: Client, url: str, fields: dict[str, str], charset: str) -> int:
    """Returns the status of the response to a form declared to be in this charset."""
    parts = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    body = f"{''.join(parts)}--{BOUNDARY}--\r\n".encode()
    kind = f"multipart/form-data; boundary={BOUNDARY}; charset={charset}"
    response: int = client.generic("POST", url, body, content_type=kind).status_code
    return response


# Plain ASCII that decodes to half a surrogate pair in UTF-7.
LONE_SURROGATE = "a+2AA-b"


FORM_PAGES = ["write/", "1/edit/", "2/edit/", "1/action/", "2/action/", "kudos/"]


@pytest.mark.extended
@try_each("charset", ["utf-7", "utf-16", "latin-1", "no-such", "idna", "UTF-8"])
def test_only_utf_8_forms_are_accepted(
    charset: str, base: str, guest_client: Client, reader_client: Client
) -> None:
    names = [
        "text",
        "name",
        "quote",
        "form_key",
        "reply_to",
        "paragraph",
        "member",
        "website",
    ]
    names += ["action", "undo", "given", "preview"]
    fields = dict.fromkeys(names, LONE_SURROGATE)
    valid = {"form_key": new_form_key(KEY_PURPOSE), "reply_to": "", "paragraph": ""}
    # Another charset is refused before a view reads the form.
    overrides_in_utf_8: list[dict[str, str]] = [{}, {"preview": ""}, {"member": "1"}, valid]
    all_overrides = overrides_in_utf_8 if charset == "UTF-8" else [valid]
    for page, overrides in product(FORM_PAGES, all_overrides):
        for client in (guest_client, reader_client):
            status = post_in_charset(client, f"{base}{page}", {**fields, **overrides}, charset)
            assert status in (range(200, 500) if charset == "UTF-8" else [400]), page
    assert post_in_charset(guest_client, "/comments/preview/", fields, charset) in {200, 400}


def test_control_characters_are_removed(reader_client: Client, chapter: Chapter) -> None:
    send(reader_client, chapter, "a\x00b\x07c", quote="d\x00e", website="\x00")
    comment = Comment.objects.get()
    assert (comment.body, comment.quote, comment.state) == ("abc", "de", "published")


def test_control_characters_are_removed_from_a_guest_name(
    guest_client: Client, chapter: Chapter
) -> None:
    send(guest_client, chapter, name="G\x00us\n\u202e")
    assert "\x00" not in Comment.objects.get().guest_name


@try_each("form", ["", "x:y:z", "0" * 32, "\x00"])
def test_unsigned_form_keys_are_refused(form: str, reader_client: Client, chapter: Chapter) -> None:
    assert send(reader_client, chapter, form_key=form).status_code == 422


def test_owner_token_of_another_comment_is_refused(base: str, guest_client: Client) -> None:
    other, own = Comment.objects.order_by("number")
    for token in (other.owner_token(), own.owner_token()[:-1], own.owner_token().upper()):
        response = open_private_link(guest_client, own, token)
        assert response.headers["Location"] == f"{base}2/" and not response.cookies
        guest_client.cookies[f"comment-{own.chapter_id}-2"] = token
        for url in (f"{base}2/", f"{base}2/?own=yes"):
            assert guest_client.get(url, follow=True).status_code == 404
        action_response = guest_client.post(f"{base}2/action/", {"action": "delete"})
        assert action_response.status_code == 404
    response = open_private_link(guest_client, own)
    assert guest_client.get(response.headers["Location"]).status_code == 200


def test_a_very_large_preview_is_cut(guest_client: Client, db: None) -> None:
    response = guest_client.post("/comments/preview/", {"text": "word " * 150_000})
    assert response.status_code == 200 and len(response.content) < 20_000
