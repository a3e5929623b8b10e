"""The list of all comments of a member, in every state."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from serial.comments import moderating
from serial.comments.editing import delete_comment
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter

URL = "/accounts/comments/"


def test_comments_of_every_state_are_listed_with_their_text(
    reader: User, reader_client: Client, make_comment: MakeComment
) -> None:
    bodies = ["Published one.", "Hidden one.", "Rejected one.", "Deleted one."]
    _published, hidden, rejected, deleted = [make_comment(body) for body in bodies]
    make_comment("Held, at www.example.org")
    moderating.hide(hidden, None)
    moderating.reject(rejected, None)
    delete_comment(deleted.pk, reader)
    page = reader_client.get(URL).content.decode()
    for body in [*bodies, "Held, at"]:
        assert body in page
    for state in ("Hidden", "Rejected", "Deleted", "Awaiting moderation"):
        assert f"<span>{state}</span>" in page
    # The state that most comments have is not shown.
    assert "<span>Published</span>" not in page
    assert (
        "Comments by newcomers that contain links are reviewed before they are published." in page
    )


def test_comments_of_others_are_not_listed(
    author_client: Client, guest_client: Client, make_comment: MakeComment
) -> None:
    make_comment("The reader's.")
    make_comment("A guest's.", by=None)
    page = author_client.get(URL).content.decode()
    assert "What you write about chapters is listed here." in page and "The reader" not in page
    assert "/accounts/login/" in guest_client.get(URL).headers["Location"]


def test_query_count_does_not_grow(
    author: User, author_client: Client, make_comment: MakeComment, make_chapter: MakeChapter
) -> None:
    make_comment("First.", by=author, chapter=make_chapter(title="The lamp"))
    assert "><bdi>Chapter 2: The lamp</bdi></span>" in author_client.get(URL).content.decode()

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            author_client.get(URL)
        return len(queries)

    before = count()
    for number in range(4):
        make_comment(f"{number}", by=author, chapter=make_chapter(title=f"Chapter {number}"))
    assert count() == before


def test_list_is_paginated(author: User, author_client: Client, make_comment: MakeComment) -> None:
    for number in range(26):
        make_comment(f"Number {number}.", by=author)
    first = author_client.get(URL).content.decode()
    assert "Number 25." in first and "Number 0." not in first
    for page in ("2", "99", "x", "-1", "9" * 30):
        response = author_client.get(URL, {"page": page})
        assert response.status_code == 200
    assert "Number 0." in author_client.get(URL, {"page": "2"}).content.decode()
