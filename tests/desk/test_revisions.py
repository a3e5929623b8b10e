"""Revisions at the desk: list, compare, restore."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from tests.rolling_back import try_each


@pytest.fixture
def list_url(chapter: Chapter, author: User) -> str:
    text = ChapterText(body="Some other words.", note_before="New")
    save_text(chapter, text, SaveInfo(by=author, remark="better"), based_on=1)
    return f"/desk/chapters/chapter/{chapter.pk}/revisions/"


def test_list_shows_user_note_and_word_counts(author_client: Client, list_url: str) -> None:
    page = author_client.get(list_url).content.decode()
    assert "better" in page and "anna" in page and "+2 −0" in page


def test_compare_two_revisions_in_either_order(author_client: Client, list_url: str) -> None:
    for query in ("old=1&new=2", "old=2&new=1"):
        page = author_client.get(f"{list_url}compare/?{query}").content.decode()
        assert "<ins>other</ins>" in page
        assert "Note before" in page


@try_each("query", ["", "old=1", "old=1&new=99", "old=x&new=2", "old=-1&new=²"])
def test_missing_revisions_are_not_found(author_client: Client, list_url: str, query: str) -> None:
    assert author_client.get(f"{list_url}compare/?{query}").status_code == 404


def test_restore_revision(author_client: Client, list_url: str, chapter: Chapter) -> None:
    response = author_client.post(f"{list_url}1/restore/", follow=True)
    assert "Revision 1 restored as revision 3." in response.content.decode()
    chapter.refresh_from_db()
    assert (chapter.body, chapter.revision) == ("Some words.", 3)


def test_get_request_does_not_restore(
    author_client: Client, list_url: str, chapter: Chapter
) -> None:
    assert author_client.get(f"{list_url}1/restore/").status_code == 405
    assert chapter.revisions.count() == 2


def test_other_users_have_no_access(
    other_author_client: Client, reader_client: Client, guest_client: Client, list_url: str
) -> None:
    for path in ("", "compare/?old=1&new=2"):
        assert other_author_client.get(list_url + path).status_code == 404
        assert reader_client.get(list_url + path).status_code == 403
        assert guest_client.get(list_url + path).status_code == 302
    assert other_author_client.post(f"{list_url}1/restore/").status_code == 404
    assert Chapter.objects.get().revision == 2


def test_query_count_does_not_grow_with_revisions(
    author_client: Client, list_url: str, chapter: Chapter, author: User
) -> None:
    def query_count() -> int:
        with CaptureQueriesContext(connection) as captured:
            author_client.get(list_url)
        return len(captured)

    count_before = query_count()
    for number in range(2, 9):
        text = ChapterText(body=f"Turn {number}.")
        save_text(chapter, text, SaveInfo(by=author), based_on=number)
    assert query_count() == count_before
