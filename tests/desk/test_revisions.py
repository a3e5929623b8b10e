"""The revisions at the desk: listed, compared, restored."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText


@pytest.fixture
def pages(chapter: Chapter, author: User) -> str:
    text = ChapterText(body="Some other words.", note_before="New")
    save_text(chapter, text, SaveInfo(by=author, remark="better"), based_on=1)
    return f"/desk/chapters/chapter/{chapter.pk}/revisions/"


def test_who_when_and_what_changed(author_client: Client, pages: str) -> None:
    page = author_client.get(pages).content.decode()
    assert "better" in page and "anna" in page and "+2 −0" in page


def test_compare_any_two_in_either_order(author_client: Client, pages: str) -> None:
    for query in ("old=1&new=2", "old=2&new=1"):
        page = author_client.get(f"{pages}compare/?{query}").content.decode()
        assert "<ins>other </ins>" in page or "<ins> other</ins>" in page
        assert "Note before" in page


@pytest.mark.parametrize("query", ["", "old=1", "old=1&new=99", "old=x&new=2", "old=-1&new=²"])
def test_revisions_that_are_not_there(author_client: Client, pages: str, query: str) -> None:
    assert author_client.get(f"{pages}compare/?{query}").status_code == 404


def test_restore(author_client: Client, pages: str, chapter: Chapter) -> None:
    answer = author_client.post(f"{pages}1/restore/", follow=True)
    assert "Revision 1 is back, as revision 3." in answer.content.decode()
    chapter.refresh_from_db()
    assert (chapter.body, chapter.revision) == ("Some words.", 3)


def test_looking_does_not_restore(author_client: Client, pages: str, chapter: Chapter) -> None:
    assert author_client.get(f"{pages}1/restore/").status_code == 405
    assert chapter.revisions.count() == 2


def test_others_reach_none_of_it(
    other_author_client: Client, reader_client: Client, guest_client: Client, pages: str
) -> None:
    for path in ("", "compare/?old=1&new=2"):
        assert other_author_client.get(pages + path).status_code == 404
        assert reader_client.get(pages + path).status_code == 403
        assert guest_client.get(pages + path).status_code == 302
    assert other_author_client.post(f"{pages}1/restore/").status_code == 404
    assert Chapter.objects.get().revision == 2


def test_the_list_costs_the_same_with_more_revisions(
    author_client: Client, pages: str, chapter: Chapter, author: User
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            author_client.get(pages)
        return len(captured)

    few = cost()
    for number in range(2, 30):
        text = ChapterText(body=f"Turn {number}.")
        save_text(chapter, text, SaveInfo(by=author), based_on=number)
    assert cost() == few
