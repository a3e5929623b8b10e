"""Guests all get the same bytes and no cookie; what is made for a member stays theirs."""

import gzip

import pytest
from django.test import Client

from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.stories.models import Story
from tests.reading.conftest import text

PAGES = ["/", "/stories/", "/stories/the-lamp/", "/read/the-lamp/one/", "/by/anna/"]
GZIP = {"accept-encoding": "gzip, br"}


@pytest.mark.parametrize("page", PAGES)
def test_guests_all_get_the_same_page_and_no_cookie(one: Story, page: str) -> None:
    first = Client().get(page)
    other = Client(headers={"accept-language": "fi, de;q=0.9", "user-agent": "another"})
    other.cookies["csrftoken"] = other.cookies["messages"] = "made-up"
    second = other.get(page)
    assert first.content == second.content
    assert not first.cookies and not second.cookies


@pytest.mark.parametrize("page", PAGES)
def test_an_expired_session_is_taken_away_and_that_answer_kept_by_nobody(
    one: Story, page: str, guest_client: Client
) -> None:
    guest_client.cookies["sessionid"] = "expired-long-ago"
    answer = guest_client.get(page)
    assert answer.content == Client().get(page).content
    assert answer.cookies["sessionid"]["max-age"] == 0
    assert answer.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("page", PAGES)
def test_any_cache_may_keep_a_guests_page_for_a_moment(
    one: Story, page: str, guest_client: Client
) -> None:
    answer = guest_client.get(page)
    assert answer.headers["Cache-Control"] == (
        "public, max-age=0, s-maxage=30, stale-while-revalidate=30"
    )
    # For caches that know no more: a member's page is another.
    assert answer.headers["Vary"] == "Accept-Encoding, Cookie"


@pytest.mark.parametrize("page", PAGES)
def test_a_members_page_is_private(one: Story, page: str, reader_client: Client) -> None:
    assert reader_client.get(page).headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("page", PAGES)
def test_who_has_the_page_is_not_sent_it_again(one: Story, page: str, guest_client: Client) -> None:
    plain, packed = guest_client.get(page), guest_client.get(page, headers=GZIP)
    assert gzip.decompress(packed.content) == plain.content
    assert packed.headers["Content-Encoding"] == "gzip"
    for answer, headers in ((plain, {}), (packed, GZIP)):
        tag = answer.headers["ETag"]
        assert tag.startswith('"')
        again = guest_client.get(page, headers={**headers, "if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == tag and "s-maxage" in again.headers["Cache-Control"]
    # Each encoding is other bytes, so each has a tag of its own.
    assert plain.headers["ETag"] != packed.headers["ETag"]


def test_an_edit_is_another_page(one: Story, guest_client: Client) -> None:
    before = guest_client.get("/read/the-lamp/one/").headers["ETag"]
    chapter: Chapter = one.chapters.get()
    text = ChapterText(title="One", body="Other words.")
    save_text(chapter, text, SaveInfo(by=None), based_on=chapter.revision)
    answer = guest_client.get("/read/the-lamp/one/", headers={"if-none-match": before})
    assert answer.status_code == 200 and "Other words." in answer.content.decode()


def test_signing_out_leaves_nothing_of_the_member_on_the_page(
    one: Story, reader_client: Client
) -> None:
    reader_client.post("/accounts/logout/")
    assert text(reader_client, "/") == text(Client(), "/")
