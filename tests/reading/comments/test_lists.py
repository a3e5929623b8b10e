"""The list of a chapter's comments: sort orders, pages and long threads."""

import re

import pytest
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments import moderating
from serial.comments.models import Comment, FeedbackPause
from serial.reading.comments.rows import MAX_REPLIES_IN_LIST, REPLIES_PER_PAGE, THREADS_PER_PAGE
from tests.comments.conftest import MakeComment
from tests.reading.comments.many_comments import create_threads
from tests.shared_rows import shared_rows


def numbers(client: Client, url: str) -> list[int]:
    page = client.get(url)
    assert page.status_code == 200
    return numbers_in(page.content.decode())


def numbers_in(page: str) -> list[int]:
    matches = re.findall(r'<article class="comment[^"]*" id="c(\d+)"', page)
    return [int(number) for number in matches]


@pytest.fixture
def base(chapter: Chapter) -> str:
    return f"{chapter.get_absolute_url()}comments/"


@shared_rows
def three_threads(author: User, reader: User, make_comment: MakeComment) -> None:
    """Threads 1, 2 and 3. The author replied to the second, then the reader to the first."""
    first = make_comment("First.")
    second = make_comment("Second.")
    make_comment("Third.")
    make_comment("Thanks.", by=author, parent=second)
    make_comment("Me too.", parent=first)


ORDERS = {
    "": [1, 5, 2, 4, 3],
    "?order=oldest": [1, 5, 2, 4, 3],
    "?order=newest": [3, 2, 4, 1, 5],
    "?order=author": [2, 4, 1, 5, 3],
    "?order=no-such": [1, 5, 2, 4, 3],
}


@pytest.mark.parametrize("name", ["guest", "reader", "author", "moderator"])
def test_sort_orders(
    name: str, base: str, three_threads: None, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(f"{name}_client")
    assert {order: numbers(client, f"{base}{order}") for order in ORDERS} == ORDERS
    for order, expected in ORDERS.items():
        url = f"{base}{order}{'&' if order else '?'}as=fragment"
        fragment = client.get(url).content.decode()
        assert numbers_in(fragment) == expected and "<html" not in fragment, url


@pytest.mark.parametrize("order", ["oldest", "newest", "author"])
def test_pinned_thread_is_first_in_every_order(
    order: str, base: str, three_threads: None, author: User, guest_client: Client
) -> None:
    moderating.pin(Comment.objects.get(number=3), True, author)
    assert numbers(guest_client, f"{base}?order={order}")[0] == 3


def test_author_replies_have_a_badge(base: str, three_threads: None, guest_client: Client) -> None:
    page = guest_client.get(base).content.decode()
    assert page.count('<span class="badge badge--author">Author</span>') == 1
    assert 'href="/by/anna/"' in page


def test_pagination(base: str, chapter: Chapter, guest_client: Client) -> None:
    create_threads(chapter, threads=2 * THREADS_PER_PAGE + 1)
    first = list(range(1, THREADS_PER_PAGE + 1))
    last = [2 * THREADS_PER_PAGE + 1]
    assert numbers(guest_client, base) == first
    assert numbers(guest_client, f"{base}?page=3") == last
    assert numbers(guest_client, f"{base}?order=newest&page=3") == [1]
    for invalid in ("0", "-1", "x", "", "²", "1.5", "%00", "1e3"):
        assert numbers(guest_client, f"{base}?page={invalid}") == first, invalid
    assert numbers(guest_client, f"{base}?page=99") == last
    for too_far in ("9" * 9, "9" * 5_000):
        assert numbers(guest_client, f"{base}?page={too_far}") in (first, last)
    page = guest_client.get(f"{base}?page=2").content.decode()
    assert "page=1" in page and "page=3" in page and "Page 2 of 3" in page


def test_long_thread_continues_on_its_own_page(
    base: str, chapter: Chapter, guest_client: Client
) -> None:
    create_threads(chapter, threads=1, replies=REPLIES_PER_PAGE + 5)
    assert numbers(guest_client, base) == list(range(1, MAX_REPLIES_IN_LIST + 2))
    remaining = REPLIES_PER_PAGE + 5 - MAX_REPLIES_IN_LIST
    page = guest_client.get(base).content.decode()
    assert f'data-more-replies href="{base}1/">Show {remaining} more replies</a>' in page
    assert numbers(guest_client, f"{base}1/") == list(range(1, REPLIES_PER_PAGE + 2))
    second = [1, *range(REPLIES_PER_PAGE + 2, REPLIES_PER_PAGE + 7)]
    assert numbers(guest_client, f"{base}1/?page=2") == second
    # A reply's URL shows the page of the thread that has the reply.
    assert numbers(guest_client, f"{base}{REPLIES_PER_PAGE + 6}/") == second
    for invalid in ("0", "x", "9" * 30):
        assert numbers(guest_client, f"{base}1/?page={invalid}")


@pytest.mark.parametrize("name", ["guest", "reader", "author", "moderator"])
def test_chapter_without_comments(name: str, base: str, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(f"{name}_client")
    assert "No comments yet. Be the first." in client.get(base).content.decode()


def test_author_sees_no_comments_while_feedback_is_paused(
    base: str, three_threads: None, author: User, author_client: Client, guest_client: Client
) -> None:
    FeedbackPause.objects.create(user=author)
    for page in (base, f"{base}on/1/"):
        assert "Third." not in author_client.get(page).content.decode()
    chapter = author_client.get(base.removesuffix("comments/")).content.decode()
    assert "5 comments" not in chapter and 'class="comment-marker"' not in chapter
    assert numbers(guest_client, base) == [1, 5, 2, 4, 3]


def test_guest_is_labelled_as_guest(
    guest_client: Client, chapter: Chapter, make_comment: MakeComment
) -> None:
    held = make_comment("As if.", by=None, guest_name="rosa")
    moderating.approve(held, None)
    make_comment("Truly.")
    page = guest_client.get(f"{chapter.get_absolute_url()}comments/").content.decode()
    assert page.count('<span class="name" dir="auto">rosa</span>') == 2
    assert page.count('<span class="badge badge--plain">Guest</span>') == 1
