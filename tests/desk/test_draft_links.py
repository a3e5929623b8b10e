"""The private links to a draft at the desk: made, seen, withdrawn, by nobody else."""

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


@pytest.fixture
def draft(make_chapter: MakeChapter) -> Chapter:
    return make_chapter(release_in=None, title="One")


@pytest.fixture
def pages(draft: Chapter) -> str:
    return f"/desk/chapters/chapter/{draft.pk}/draft-links/"


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_make_one(
    author_client: Client, guest_client: Client, author: User, draft: Chapter, pages: str
) -> None:
    answer = author_client.post(pages, {"note": "Kim <3", "days": "7"})
    link = DraftLink.objects.get()
    assert answer["Location"] == f"{pages}#link-{link.pk}"
    assert (link.chapter, link.created_by, link.note) == (draft, author, "Kim <3")
    assert (link.expires_at - link.created_at).days == 7
    page = text(author_client, pages)
    assert "The link is made." in page and "Kim &lt;3" in page and "Works until" in page
    assert f'value="http://testserver{link.get_absolute_url()}"' in page
    assert guest_client.get(link.get_absolute_url()).status_code == 200


def test_thirty_days_are_offered_first(author_client: Client, pages: str) -> None:
    page = text(author_client, pages)
    assert '<option value="30" selected>30 days</option>' in page and ">1 day<" in page


@pytest.mark.parametrize(
    ("note", "days", "said"),
    [
        ("Kim", "2", "Choose from the list"),
        ("Kim", "", "Choose from the list"),
        ("Kim", "x\0", "Choose from the list"),
        ("K" * 101, "7", "at most 100 characters"),
    ],
)
def test_bad_input_is_said_and_kept(
    author_client: Client, pages: str, note: str, days: str, said: str
) -> None:
    page = author_client.post(pages, {"note": note, "days": days}).content.decode()
    assert said in page and f'value="{note}"' in page
    assert not DraftLink.objects.exists()


def test_the_limit_is_said_and_what_was_typed_is_kept(
    author_client: Client, draft: Chapter, pages: str
) -> None:
    for _ in range(MAX_ACTIVE_LINKS):
        create_draft_link(draft, None)
    page = author_client.post(pages, {"note": "Kim", "days": "90"}).content.decode()
    assert "Withdraw one that nobody needs any more" in page
    assert 'value="Kim"' in page and '<option value="90" selected>' in page
    assert draft.draft_links.count() == MAX_ACTIVE_LINKS


def test_withdraw(
    author_client: Client, guest_client: Client, draft: Chapter, author: User, pages: str
) -> None:
    link = create_draft_link(draft, author, note="Kim")
    revoke_url = f"{pages}{link.pk}/revoke/"
    assert author_client.get(revoke_url).status_code == 405
    assert "opens nothing any more" in author_client.post(revoke_url, follow=True).content.decode()
    assert guest_client.get(link.get_absolute_url()).status_code == 410
    page = text(author_client, pages)
    assert "Withdrawn" in page and link.full_url() not in page
    assert "had ended already" in author_client.post(revoke_url, follow=True).content.decode()


def test_expired_it_says_so(
    author_client: Client, draft: Chapter, author: User, pages: str
) -> None:
    link = create_draft_link(draft, author, 1)
    with time_machine.travel(link.expires_at):
        page = text(author_client, pages)
    assert "Expired" in page and link.full_url() not in page and revoke_draft_link(link)


def test_a_link_of_another_chapter_is_not_withdrawn_here(
    author_client: Client, make_chapter: MakeChapter, pages: str
) -> None:
    other = create_draft_link(make_chapter(release_in=None), None)
    assert author_client.post(f"{pages}{other.pk}/revoke/").status_code == 404
    assert other in DraftLink.objects.active()


def test_what_it_says_of_a_chapter_that_is_released_or_deleted(
    author_client: Client, draft: Chapter, make_chapter: MakeChapter, pages: str
) -> None:
    released = make_chapter()
    assert "is released" in text(
        author_client, f"/desk/chapters/chapter/{released.pk}/draft-links/"
    )
    delete_chapter(draft)
    assert "is deleted" in text(author_client, pages)


def test_others_reach_none_of_it(
    other_author_client: Client,
    reader_client: Client,
    guest_client: Client,
    moderator_client: Client,
    draft: Chapter,
    pages: str,
) -> None:
    link = create_draft_link(draft, None)
    data = {"note": "me", "days": "7"}
    for client, refused in (
        (other_author_client, 404),
        (reader_client, 403),
        (moderator_client, 403),
        (guest_client, 403),
    ):
        assert client.get(pages).status_code == (302 if client is guest_client else refused)
        assert client.post(pages, data).status_code == refused
        assert client.post(f"{pages}{link.pk}/revoke/").status_code == refused
    assert list(DraftLink.objects.active()) == [link]


def test_superusers_reach_it_in_the_whole_admin(
    superuser_client: Client, draft: Chapter, pages: str
) -> None:
    pages = pages.replace("/desk/", "/admin/")
    answer = superuser_client.post(pages, {"days": "7"}, follow=True)
    page = answer.content.decode()
    assert "The link is made." in page and f'action="{pages}' in page
    assert "/desk/chapters" not in page


def test_the_page_costs_the_same_with_more_links(
    author_client: Client, draft: Chapter, author: User, pages: str
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            author_client.get(pages)
        return len(captured)

    create_draft_link(draft, author)
    revoke_draft_link(create_draft_link(draft, author))
    few = cost()
    for number in range(20):
        link = create_draft_link(draft, author)
        if number % 2:
            revoke_draft_link(link)
    assert cost() == few
