"""Links to what a visitor may do next: to the desk, to becoming an author, to editing a chapter."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.authorship import make_author
from accounts.models import User
from serial.chapters.models import Chapter
from tests.conftest import MakeChapter, client_of
from tests.reading.conftest import get_page

DESK, WRITE = ">Desk</a>", ">Write here</a>"


@pytest.mark.parametrize(
    ("who_may_write", "offered"), [("invitation", False), ("request", True), ("member", True)]
)
def test_navigation_offers_the_desk_to_authors_only(
    who_may_write: str,
    offered: bool,
    settings: Settings,
    chapter: Chapter,
    guest_client: Client,
    reader_client: Client,
    moderator_client: Client,
    author_client: Client,
    other_author_client: Client,
) -> None:
    settings.WHO_MAY_WRITE = who_may_write
    for url in ("/", chapter.get_absolute_url(), chapter.story.get_absolute_url()):
        for client in (author_client, other_author_client):
            page = get_page(client, url)
            assert DESK in page and WRITE not in page
        for client in (reader_client, moderator_client):
            page = get_page(client, url)
            assert DESK not in page and (WRITE in page) == offered
        page = get_page(guest_client, url)
        assert DESK not in page and WRITE not in page


def test_desk_appears_once_a_reader_is_an_author(reader: User, chapter: Chapter) -> None:
    client = client_of(reader)
    assert DESK not in get_page(client, chapter.get_absolute_url())
    make_author(reader)
    assert DESK in get_page(client, chapter.get_absolute_url())


def test_account_links_to_own_comments_and_muted_people(reader_client: Client) -> None:
    page = get_page(reader_client, reverse("account"))
    for link in (reverse("my_comments"), reverse("member_blocks")):
        assert f'href="{link}"' in page
    # The list stands beside each of the pages, and each leads back to the account.
    for url in ("my_comments", "member_blocks", "preferences", "account_email"):
        page = get_page(reader_client, reverse(url))
        assert f'href="{reverse("account")}"' in page and page.count('aria-current="page"') == 1


def test_account_links_to_the_pages_of_a_role(
    reader_client: Client,
    moderator_client: Client,
    administrator_client: Client,
    superuser_client: Client,
) -> None:
    moderation = reverse("admin:comments_comment_changelist")
    invitations, site = reverse("invitations"), reverse("admin:index")
    for client, expected in (
        (reader_client, set()),
        (moderator_client, {moderation}),
        (administrator_client, {invitations}),
        (superuser_client, {moderation, invitations, site}),
    ):
        # The list of pages stands beside each of them, also beside those of other folders.
        for page in (reverse("account"), reverse("my_comments")):
            html = get_page(client, page)
            found = {link for link in (moderation, invitations, site) if f'href="{link}"' in html}
            assert found == expected


def test_admin_names_itself_in_the_words_of_this_site(moderator_client: Client) -> None:
    page = get_page(moderator_client, reverse("admin:comments_comment_changelist"))
    assert "Administration" in page and "Django" not in page


def test_refused_page_says_who_is_signed_in_and_leads_on(
    chapter: Chapter, reader_client: Client, other_author_client: Client
) -> None:
    become_author = f'href="{reverse("become_author")}"'
    for client, page, name, is_led_on in (
        (reader_client, reverse("desk:index"), "rosa", True),
        (reader_client, reverse("invitations"), "rosa", False),
        (other_author_client, reverse("invitations"), "otto", False),
    ):
        response = client.get(page)
        assert response.status_code == 403
        assert f"signed in as {name}" in response.content.decode()
        assert (become_author in response.content.decode()) == is_led_on


def test_url_of_a_form_has_a_page(author_client: Client, guest_client: Client) -> None:
    """Somebody reloads, from its URL, a page that a form opened."""
    for client, url in (
        (author_client, reverse("desk:chapters_chapter_preview")),
        (guest_client, reverse("preview_comment")),
    ):
        response = client.get(url)
        assert response.status_code == 405 and response.headers["Allow"] == "POST"
        assert "Go back to the page with the form" in response.content.decode()
        assert client.get(url, headers={"accept": "application/json"}).content == b""
        assert client.put(url).status_code in {403, 405}


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("/accounts/invitation/none/", "/stories/"),
        ("/accounts/inactive/", "/about/"),
        (
            "/accounts/password/reset/done/?next=/about/",
            "/accounts/password/reset/?next=%2Fabout%2F",
        ),
        ("/accounts/password/reset/done/?next=/about/", "/about/"),
    ],
)
def test_page_that_says_something_leads_on(guest_client: Client, url: str, link: str) -> None:
    page = guest_client.get(url).content.decode()
    assert f'href="{link}"' in page.partition("<main")[2].partition("</main>")[0]


def test_only_authors_of_the_story_find_edit_on_a_chapter(
    chapter: Chapter,
    guest_client: Client,
    reader_client: Client,
    moderator_client: Client,
    other_author_client: Client,
    author_client: Client,
) -> None:
    link = reverse("desk:chapters_chapter_change", args=[chapter.pk])
    for client in (reader_client, moderator_client, other_author_client, guest_client):
        assert link not in get_page(client, chapter.get_absolute_url())
    assert link in get_page(author_client, chapter.get_absolute_url())
    # After the author's page, which may be cached, the others' have no link either.
    assert link not in get_page(reader_client, chapter.get_absolute_url())
    assert author_client.get(link).status_code == 200


@pytest.mark.parametrize("release_in", [None, timedelta(days=1)])
def test_author_finds_edit_on_what_is_not_released(
    release_in: timedelta | None, make_chapter: MakeChapter, author_client: Client
) -> None:
    chapter = make_chapter(release_in=release_in)
    link = reverse("desk:chapters_chapter_change", args=[chapter.pk])
    assert link in get_page(author_client, chapter.get_absolute_url())
