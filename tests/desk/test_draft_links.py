"""Draft links at the desk: only the author creates, sees and revokes them."""

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from serial.chapters.deleting import delete_chapter
from serial.chapters.draft_links import MAX_ACTIVE_LINKS, create_draft_link, revoke_draft_link
from serial.chapters.models import Chapter, DraftLink
from tests.conftest import MakeChapter
from tests.rolling_back import try_each


@pytest.fixture
def draft(make_chapter: MakeChapter) -> Chapter:
    return make_chapter(release_in=None, title="One")


@pytest.fixture
def list_url(draft: Chapter) -> str:
    return f"/desk/chapters/chapter/{draft.pk}/draft-links/"


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_create_link(
    author_client: Client, guest_client: Client, author: User, draft: Chapter, list_url: str
) -> None:
    response = author_client.post(list_url, {"note": "Kim <3", "days": "7"})
    link = DraftLink.objects.get()
    assert response["Location"] == f"{list_url}#link-{link.pk}"
    assert (link.chapter, link.created_by, link.note) == (draft, author, "Kim <3")
    assert (link.expires_at - link.created_at).days == 7
    page = text(author_client, list_url)
    assert "Draft link created." in page and "Kim &lt;3" in page and "Expires" in page
    assert f'value="http://testserver{link.get_absolute_url()}"' in page
    assert guest_client.get(link.get_absolute_url()).status_code == 200


def test_default_lifetime_is_30_days(author_client: Client, list_url: str) -> None:
    page = text(author_client, list_url)
    assert '<option value="30" selected>30 days</option>' in page and ">1 day<" in page


@try_each(
    "note, days, error",
    [
        ("Kim", "2", "Choose from the list"),
        ("Kim", "", "Choose from the list"),
        ("Kim", "x\0", "Choose from the list"),
        ("K" * 101, "7", "at most 100 characters"),
    ],
)
def test_bad_input_shows_an_error_and_is_kept(
    author_client: Client, list_url: str, note: str, days: str, error: str
) -> None:
    page = author_client.post(list_url, {"note": note, "days": days}).content.decode()
    assert error in page and f'value="{note}"' in page
    assert not DraftLink.objects.exists()


def test_limit_shows_an_error_and_keeps_input(
    author_client: Client, draft: Chapter, list_url: str
) -> None:
    for _ in range(MAX_ACTIVE_LINKS):
        create_draft_link(draft, None)
    page = author_client.post(list_url, {"note": "Kim", "days": "90"}).content.decode()
    assert "Revoke" in page
    assert 'value="Kim"' in page and '<option value="90" selected>' in page
    assert draft.draft_links.count() == MAX_ACTIVE_LINKS


def test_revoke_link(
    author_client: Client, guest_client: Client, draft: Chapter, author: User, list_url: str
) -> None:
    link = create_draft_link(draft, author, note="Kim")
    revoke_url = f"{list_url}{link.pk}/revoke/"
    assert author_client.get(revoke_url).status_code == 405
    assert "Link revoked." in author_client.post(revoke_url, follow=True).content.decode()
    assert guest_client.get(link.get_absolute_url()).status_code == 410
    page = text(author_client, list_url)
    assert "Revoked" in page and link.full_url() not in page
    assert (
        "already revoked or expired" in author_client.post(revoke_url, follow=True).content.decode()
    )


def test_expired_link_is_shown_as_expired(
    author_client: Client, draft: Chapter, author: User, list_url: str
) -> None:
    link = create_draft_link(draft, author, 1)
    with time_machine.travel(link.expires_at):
        page = text(author_client, list_url)
    assert "Expired" in page and link.full_url() not in page and revoke_draft_link(link)


def test_link_of_another_chapter_is_not_revoked(
    author_client: Client, make_chapter: MakeChapter, list_url: str
) -> None:
    other = create_draft_link(make_chapter(release_in=None), None)
    assert author_client.post(f"{list_url}{other.pk}/revoke/").status_code == 404
    assert other in DraftLink.objects.active()


def test_page_tells_if_the_chapter_is_released_or_deleted(
    author_client: Client, draft: Chapter, make_chapter: MakeChapter, list_url: str
) -> None:
    released = make_chapter()
    assert "is released" in text(
        author_client, f"/desk/chapters/chapter/{released.pk}/draft-links/"
    )
    delete_chapter(draft)
    assert "is deleted" in text(author_client, list_url)


def test_other_users_have_no_access(
    other_author_client: Client,
    reader_client: Client,
    guest_client: Client,
    moderator_client: Client,
    draft: Chapter,
    list_url: str,
) -> None:
    link = create_draft_link(draft, None)
    data = {"note": "me", "days": "7"}
    for client, status in (
        (other_author_client, 404),
        (reader_client, 403),
        (moderator_client, 403),
        (guest_client, 403),
    ):
        assert client.get(list_url).status_code == (302 if client is guest_client else status)
        assert client.post(list_url, data).status_code == status
        assert client.post(f"{list_url}{link.pk}/revoke/").status_code == status
    assert list(DraftLink.objects.active()) == [link]


def test_superusers_manage_links_in_the_site_admin(
    superuser_client: Client, draft: Chapter, list_url: str
) -> None:
    list_url = list_url.replace("/desk/", "/admin/")
    response = superuser_client.post(list_url, {"days": "7"}, follow=True)
    page = response.content.decode()
    assert "Draft link created." in page and f'action="{list_url}' in page
    assert "/desk/chapters" not in page


def test_query_count_does_not_grow_with_links(
    author_client: Client, draft: Chapter, author: User, list_url: str
) -> None:
    def query_count() -> int:
        with CaptureQueriesContext(connection) as captured:
            author_client.get(list_url)
        return len(captured)

    create_draft_link(draft, author)
    revoke_draft_link(create_draft_link(draft, author))
    count_before = query_count()
    for number in range(6):
        link = create_draft_link(draft, author)
        if number % 2:
            revoke_draft_link(link)
    assert query_count() == count_before
