"""Guests share one page of comments: the same bytes, no cookie, cacheable until it changes."""

import gzip
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import MemberProfile, PenName, User
from serial.chapters.models import Chapter
from serial.comments.models import Comment, StoryCommentSettings
from tests.comments.conftest import MakeComment
from tests.comments.sending import open_private_link

BASE = "/read/the-lamp/chapter-1/comments/"
PAGES = [BASE, f"{BASE}?as=fragment", f"{BASE}1/", f"{BASE}1/?as=fragment"]
PAGES += [f"{BASE}on/1/", f"{BASE}on/1/?as=fragment", f"{BASE}on/"]
GZIP = {"accept-encoding": "gzip, br"}


@pytest.fixture(autouse=True)
def comments(author: User, make_comment: MakeComment) -> MakeComment:
    first = make_comment("First.", paragraph=1)
    make_comment("Second.", by=author, parent=first)
    return make_comment


def test_all_guests_get_the_same_bytes_and_no_cookie() -> None:
    for page in PAGES:
        first = Client().get(page)
        other = Client(headers={"accept-language": "fi, de;q=0.9", "user-agent": "another"})
        other.cookies["csrftoken"] = other.cookies["messages"] = "made-up"
        second = other.get(page)
        assert first.status_code == 200 and first.content == second.content, page
        assert not first.cookies and not second.cookies, page
        assert b"csrfmiddlewaretoken" not in first.content, page
        assert first.headers["Cache-Control"] == (
            "public, max-age=0, s-maxage=30, stale-while-revalidate=30, stale-if-error=600"
        ), page
        assert first.headers["Vary"] == "Accept-Encoding, Cookie", page


def test_etag_avoids_sending_a_page_again(guest_client: Client) -> None:
    for page in PAGES:
        plain, gzipped = guest_client.get(page), guest_client.get(page, headers=GZIP)
        assert gzip.decompress(gzipped.content) == plain.content, page
        assert plain.headers["ETag"] != gzipped.headers["ETag"], page
        for response, headers in ((plain, {}), (gzipped, GZIP)):
            tag = response.headers["ETag"]
            assert tag.startswith('"'), page
            revalidated = guest_client.get(page, headers={**headers, "if-none-match": tag})
            assert (revalidated.status_code, revalidated.content) == (304, b""), page
            assert guest_client.get(page, headers={**headers, "if-none-match": '"x"'}).content


def test_name_leads_to_a_public_page_and_no_longer_when_it_is_off(
    reader: User, author: User, guest_client: Client
) -> None:
    link = b'<a class="name" href="/members/rosa/" dir="auto">rosa</a>'
    for user in (reader, author):
        MemberProfile.objects.create(user=user)
    for is_public in (False, True, False):
        MemberProfile.objects.update(is_public=is_public)
        for page in PAGES[:-1]:
            content = guest_client.get(page).content
            assert (link in content) == is_public, page
            # A pen name leads to its own page only.
            assert b"/members/anna/" not in content and b'href="/by/anna/"' in content


def test_member_page_is_private(reader_client: Client) -> None:
    for page in PAGES:
        response = reader_client.get(page)
        assert response.status_code == 200 and "ETag" not in response.headers, page
        assert response.headers["Cache-Control"] == "private, no-cache", page


def test_page_of_a_guests_own_comment_is_private(
    guest_client: Client, comments: MakeComment
) -> None:
    own = comments("Mine.", by=None)
    response = open_private_link(guest_client, own)
    assert response.headers["Cache-Control"] == "private, no-store"
    response = guest_client.get(response.headers["Location"])
    assert response.status_code == 200 and "private" in response.headers["Cache-Control"]


def test_new_comment_changes_the_etag(
    guest_client: Client, author: User, comments: MakeComment
) -> None:
    tags = {page: guest_client.get(page).headers["ETag"] for page in PAGES}
    comments("Third.", by=author, parent=Comment.objects.get(number=1))
    for page, before in tags.items():
        response = guest_client.get(page, headers={"if-none-match": before})
        assert response.status_code == 200, page


def test_page_changes_with_everything_it_shows(
    guest_client: Client, author: User, chapter: Chapter
) -> None:
    def page() -> str:
        return guest_client.get(BASE).content.decode()

    assert "Only members can comment here." not in page()
    StoryCommentSettings.objects.create(story=chapter.story, audience="members")
    assert "Only members can comment here." in page()
    Chapter.objects.update(title="Renamed")
    assert "Renamed" in page()
    PenName.objects.filter(user=author).update(name="Annabel")
    assert "Annabel" in page()


def test_reply_links_disappear_when_comments_close(guest_client: Client, chapter: Chapter) -> None:
    StoryCommentSettings.objects.create(story=chapter.story, closes_after_days=1)
    assert "data-reply" in guest_client.get(BASE).content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        closed = guest_client.get(BASE).content.decode()
    assert "data-reply" not in closed and "are closed" in closed
