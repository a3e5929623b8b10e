"""Kudos on a chapter, likes on a comment: one of each, which can be taken back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.releasing import set_release
from serial.comments import moderating
from serial.comments.models import Comment, Discussion, GuestIpHash, Kudos, Like
from serial.comments.retention import purge_guest_ips
from tests.comments.conftest import MakeComment
from tests.comments.sending import act, discussion_of

PEOPLE = ["guest", "reader", "author"]


def kudos(client: Client, chapter: Chapter, given: str = "yes") -> int:
    answer = client.post(f"{discussion_of(chapter)}kudos/", {"given": given})
    assert answer.status_code == 302
    return Discussion.objects.get(chapter=chapter).kudos_count


@pytest.mark.parametrize("name", PEOPLE)
def test_one_of_each_person_or_guest(
    name: str, chapter: Chapter, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(f"{name}_client")
    page = f"{discussion_of(chapter)}kudos/"
    assert "You gave kudos." not in client.get(page).content.decode()
    assert [kudos(client, chapter) for _ in range(2)] == [1, 1]
    assert "You gave kudos." in client.get(page).content.decode()
    assert [kudos(client, chapter, "no") for _ in range(2)] == [0, 0]
    assert not Kudos.objects.exists()


def test_the_chapter_says_how_many(
    chapter: Chapter, reader_client: Client, author_client: Client, guest_client: Client
) -> None:
    for client in (reader_client, author_client, guest_client):
        kudos(client, chapter)
    elsewhere = Client(REMOTE_ADDR="192.0.2.77")
    assert kudos(elsewhere, chapter) == 4
    page = elsewhere.get(chapter.get_absolute_url()).content.decode()
    assert "<span data-count>4</span>" in page


def test_looking_leaves_no_trace(guest_client: Client, chapter: Chapter) -> None:
    guest_client.get(f"{discussion_of(chapter)}kudos/")
    assert not GuestIpHash.objects.exists()


def test_whose_address_was_forgotten_may_give_again_and_takes_back_one(
    guest_client: Client, chapter: Chapter
) -> None:
    for ip in ("192.0.2.1", "192.0.2.2"):
        kudos(Client(REMOTE_ADDR=ip), chapter)
    long_ago = timezone.now() - timedelta(days=31)
    Kudos.objects.update(given_at=long_ago)
    GuestIpHash.objects.update(last_seen_at=long_ago)
    purge_guest_ips()
    assert kudos(Client(REMOTE_ADDR="192.0.2.1"), chapter) == 3
    assert kudos(Client(REMOTE_ADDR="192.0.2.1"), chapter, "no") == 2
    assert Kudos.objects.count() == 2


@pytest.mark.parametrize("release_in", [None, timedelta(days=1)])
def test_none_before_the_release(
    release_in: timedelta | None, chapter: Chapter, author_client: Client, reader_client: Client
) -> None:
    set_release(chapter, timezone.now() + release_in if release_in else None)
    for client in (author_client, reader_client, Client()):
        answer = client.post(f"{discussion_of(chapter)}kudos/")
        assert answer.status_code in {404, 410}
    assert not Kudos.objects.exists()


def test_a_like_is_given_and_taken_back(
    author_client: Client, other_author_client: Client, make_comment: MakeComment
) -> None:
    comment = make_comment()
    for _ in range(2):
        act(other_author_client, comment, "like")
    liked = Comment.objects.get()
    assert (liked.like_count, liked.liked_by_author) == (1, False)
    act(author_client, comment, "like")
    liked.refresh_from_db()
    assert (liked.like_count, liked.liked_by_author) == (2, True)
    page = Client().get(comment.get_absolute_url()).content.decode()
    assert "2 likes · liked by the author" in page
    for _ in range(2):
        act(author_client, comment, "unlike")
    liked.refresh_from_db()
    assert (liked.like_count, liked.liked_by_author) == (1, False)


def test_nobody_likes_their_own_and_guests_none(
    reader_client: Client, guest_client: Client, make_comment: MakeComment
) -> None:
    comment = make_comment()
    for client in (reader_client, guest_client):
        assert act(client, comment, "like").status_code == 403
    assert not Like.objects.exists()


def test_what_is_not_shown_is_not_liked(
    author: User, author_client: Client, make_comment: MakeComment
) -> None:
    comment = make_comment()
    moderating.hold(comment, author)
    act(author_client, comment, "like")
    assert not Like.objects.exists()
