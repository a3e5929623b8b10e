"""Kudos for a chapter and likes of a comment: one per person, and removable."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.releases.releasing import set_release
from serial.comments import moderating
from serial.comments.changes.base import ActionRefused
from serial.comments.models import Comment, Discussion, GuestIpHash, Kudos, Like
from serial.comments.reactions import set_like
from serial.comments.retention import purge_guest_ips
from tests.comments.conftest import MakeComment
from tests.comments.sending import comments_url, send_action

PEOPLE = ["guest", "reader", "author"]


def send_kudos(client: Client, chapter: Chapter, given: str = "yes") -> int:
    response = client.post(f"{comments_url(chapter)}kudos/", {"given": given})
    assert response.status_code == 302
    return Discussion.objects.get(chapter=chapter).kudos_count


@pytest.mark.parametrize("name", PEOPLE)
def test_each_person_gives_kudos_once(
    name: str, chapter: Chapter, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(f"{name}_client")
    page = f"{comments_url(chapter)}kudos/"
    assert "You gave kudos." not in client.get(page).content.decode()
    assert [send_kudos(client, chapter) for _ in range(2)] == [1, 1]
    assert "You gave kudos." in client.get(page).content.decode()
    assert [send_kudos(client, chapter, "no") for _ in range(2)] == [0, 0]
    assert not Kudos.objects.exists()


def test_chapter_shows_its_kudos_count(
    chapter: Chapter, reader_client: Client, author_client: Client, guest_client: Client
) -> None:
    for client in (reader_client, author_client, guest_client):
        send_kudos(client, chapter)
    other_guest = Client(REMOTE_ADDR="192.0.2.77")
    assert send_kudos(other_guest, chapter) == 4
    page = other_guest.get(chapter.get_absolute_url()).content.decode()
    assert "data-count>4</span>" in page


def test_viewing_the_kudos_page_stores_no_ip_hash(guest_client: Client, chapter: Chapter) -> None:
    guest_client.get(f"{comments_url(chapter)}kudos/")
    assert not GuestIpHash.objects.exists()


def test_guest_can_give_kudos_again_after_their_ip_hash_was_purged(
    guest_client: Client, chapter: Chapter
) -> None:
    for ip in ("192.0.2.1", "192.0.2.2"):
        send_kudos(Client(REMOTE_ADDR=ip), chapter)
    long_ago = timezone.now() - timedelta(days=31)
    Kudos.objects.update(given_at=long_ago)
    GuestIpHash.objects.update(last_seen_at=long_ago)
    purge_guest_ips()
    assert send_kudos(Client(REMOTE_ADDR="192.0.2.1"), chapter) == 3
    assert send_kudos(Client(REMOTE_ADDR="192.0.2.1"), chapter, "no") == 2
    assert Kudos.objects.count() == 2


@pytest.mark.parametrize("release_in", [None, timedelta(days=1)])
def test_unreleased_chapter_accepts_no_kudos(
    release_in: timedelta | None, chapter: Chapter, author_client: Client, reader_client: Client
) -> None:
    set_release(chapter, timezone.now() + release_in if release_in else None)
    for client in (author_client, reader_client, Client()):
        response = client.post(f"{comments_url(chapter)}kudos/")
        assert response.status_code in {404, 410}
    assert not Kudos.objects.exists()


def test_like_is_given_and_removed(
    author_client: Client, other_author_client: Client, make_comment: MakeComment
) -> None:
    comment = make_comment()
    for _ in range(2):
        send_action(other_author_client, comment, "like")
    liked = Comment.objects.get()
    assert (liked.like_count, liked.liked_by_author) == (1, False)
    send_action(author_client, comment, "like")
    liked.refresh_from_db()
    assert (liked.like_count, liked.liked_by_author) == (2, True)
    page = Client().get(comment.get_absolute_url()).content.decode()
    assert '2<span class="visually-hidden"> likes</span>' in page
    assert "Liked by the author" in page
    for _ in range(2):
        send_action(author_client, comment, "unlike")
    liked.refresh_from_db()
    assert (liked.like_count, liked.liked_by_author) == (1, False)


def test_guests_and_the_commenter_cannot_like(
    reader_client: Client, guest_client: Client, make_comment: MakeComment
) -> None:
    comment = make_comment()
    for client in (reader_client, guest_client):
        assert send_action(client, comment, "like").status_code == 403
    assert not Like.objects.exists()


def test_held_comment_cannot_be_liked(
    author: User, author_client: Client, make_comment: MakeComment
) -> None:
    comment = make_comment()
    moderating.hold(comment, author)
    send_action(author_client, comment, "like")
    assert not Like.objects.exists()


def test_like_of_an_unpublished_comment_is_refused(author: User, make_comment: MakeComment) -> None:
    comment = make_comment()
    set_like(comment, author, given=True)
    moderating.hide(comment, author)
    for given in (True, False):
        with pytest.raises(ActionRefused, match="Only published comments"):
            set_like(comment, author, given=given)
    assert Like.objects.count() == 1


def test_member_sees_their_kudos_as_given_after_a_reload(
    reader_client: Client, other_author_client: Client, guest_client: Client, chapter: Chapter
) -> None:
    comments = f"{chapter.get_absolute_url()}comments/"

    def shows_given(client: Client) -> bool:
        return "data-kudos-given" in client.get(f"{comments}?as=fragment").content.decode()

    reader_client.post(f"{comments}kudos/", {"given": "yes"})
    clients = (reader_client, other_author_client, guest_client)
    assert [shows_given(client) for client in clients] == [True, False, False]
    reader_client.post(f"{comments}kudos/", {"given": "no"})
    assert not shows_given(reader_client)
