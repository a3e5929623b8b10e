"""Requests that no form of ours makes: refused, or taken for what they can mean, and no more."""

import pytest
from django.test import Client
from django.test.client import BOUNDARY

from serial.chapters.models import Chapter
from serial.comments.models import Comment
from serial.reading.comments.tokens import new_form_key, owner_token
from tests.comments.conftest import MakeComment
from tests.comments.sending import comments_url, send

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
METHODS = ["put", "patch", "delete", "options", "trace", "head"]


@pytest.fixture
def base(chapter: Chapter, make_comment: MakeComment) -> str:
    make_comment("First.", paragraph=1)
    make_comment("A guest's.", by=None)
    return comments_url(chapter)


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_odd_queries(
    query: str, base: str, guest_client: Client, reader_client: Client, author_client: Client
) -> None:
    for client in (guest_client, reader_client, author_client):
        for page in [*PAGES, "2/"]:
            assert client.get(f"{base}{page}{query}").status_code in {200, 403, 404, 405}
            assert client.post(f"{base}{page}{query}").status_code < 500


@pytest.mark.parametrize("method", METHODS)
def test_odd_methods(method: str, base: str, guest_client: Client, reader_client: Client) -> None:
    others = ["/comments/token/", "/comments/preview/", "/accounts/comments/"]
    others += [
        "/accounts/comments/blocks/1/remove/",
        "/accounts/comments/blocks/99999999999999999999/remove/",
    ]
    for client in (guest_client, reader_client):
        for address in [*(f"{base}{page}" for page in PAGES), *others]:
            assert getattr(client, method)(address).status_code < 500, address
    assert Comment.objects.count() == 2


def sent_in(client: Client, address: str, fields: dict[str, str], charset: str) -> int:
    """The status of the answer to a form that says it is in this encoding."""
    parts = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    body = f"{''.join(parts)}--{BOUNDARY}--\r\n".encode()
    kind = f"multipart/form-data; boundary={BOUNDARY}; charset={charset}"
    answer: int = client.generic("POST", address, body, content_type=kind).status_code
    return answer


# In UTF-7 what decodes to half a surrogate pair is plain ASCII.
LONE = "a+2AA-b"


@pytest.mark.parametrize("charset", ["utf-7", "utf-16", "latin-1", "no-such", "idna", "UTF-8"])
@pytest.mark.parametrize(
    "page", ["write/", "1/edit/", "2/edit/", "1/action/", "2/action/", "kudos/"]
)
def test_odd_encodings(
    page: str, charset: str, base: str, guest_client: Client, reader_client: Client
) -> None:
    names = [
        "text",
        "name",
        "email",
        "quote",
        "form_key",
        "reply_to",
        "paragraph",
        "member",
        "website",
        "owner",
    ]
    names += ["action", "undo", "given", "preview"]
    fields = dict.fromkeys(names, LONE)
    whole = {"form_key": new_form_key(), "reply_to": "", "paragraph": ""}
    for kept in ({}, {"preview": ""}, {"member": "1"}, whole):
        for client in (guest_client, reader_client):
            status = sent_in(client, f"{base}{page}", {**fields, **kept}, charset)
            assert status in (range(200, 500) if charset == "UTF-8" else [400])
    assert sent_in(guest_client, "/comments/preview/", fields, charset) in {200, 400}


def test_what_no_text_can_hold_is_left_out(reader_client: Client, chapter: Chapter) -> None:
    send(reader_client, chapter, "a\x00b\x07c", quote="d\x00e", website="\x00")
    comment = Comment.objects.get()
    assert (comment.body, comment.quote, comment.state) == ("abc", "de", "published")


def test_a_guests_name_too(guest_client: Client, chapter: Chapter) -> None:
    send(guest_client, chapter, name="G\x00us\n\u202e")
    assert "\x00" not in Comment.objects.get().guest_name


@pytest.mark.parametrize("form", ["", "x:y:z", "0" * 32, "\x00"])
def test_keys_that_are_none_of_ours(form: str, reader_client: Client, chapter: Chapter) -> None:
    assert send(reader_client, chapter, form_key=form).status_code == 422


def test_a_token_of_another_comment_opens_nothing(base: str, guest_client: Client) -> None:
    other, mine = Comment.objects.order_by("number")
    for token in (owner_token(other), owner_token(mine)[:-1], owner_token(mine).upper()):
        assert guest_client.get(f"{base}2/", {"owner": token}).status_code == 404
        acted = guest_client.post(f"{base}2/action/", {"owner": token, "action": "delete"})
        assert acted.status_code == 404
    assert guest_client.get(f"{base}2/", {"owner": owner_token(mine)}).status_code == 200


def test_a_very_large_preview_is_cut(guest_client: Client, db: None) -> None:
    answer = guest_client.post("/comments/preview/", {"text": "word " * 150_000})
    assert answer.status_code == 200 and len(answer.content) < 20_000
