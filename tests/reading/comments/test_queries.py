"""A page of comments asks as many questions for two hundred as for ten."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import Comment, Like
from serial.reading.comments.rows import THREADS_PER_PAGE
from tests.conftest import MakeChapter
from tests.reading.comments.crowds import crowd

# Every page asks for its member: who they are, and their session.
OF_MEMBERS = 2
MOST = 5


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def count(client: Client, chapter: Chapter, what: str) -> tuple[int, int]:
    """Of the first ask, and of one when the page is kept; the visit is remembered before."""
    address = f"{chapter.get_absolute_url()}comments/{what}"
    client.get(address)
    caches["pages"].clear()
    return queries_of(client, address), queries_of(client, address)


@pytest.fixture
def small(chapter: Chapter) -> Chapter:
    crowd(chapter, threads=5, replies=1, block=1)
    return chapter


@pytest.mark.parametrize("name", ["guest", "reader"])
@pytest.mark.parametrize("what", ["?as=fragment", "", "?order=author", "?page=2"])
def test_at_most_five_for_the_list(
    what: str, name: str, small: Chapter, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(f"{name}_client")
    first, kept = count(client, small, what)
    own = OF_MEMBERS if name == "reader" else 0
    assert kept <= first <= MOST + own
    if name == "guest":
        assert kept == 1


@pytest.mark.parametrize("name", ["guest", "reader", "author", "moderator"])
@pytest.mark.parametrize(
    "what", ["?as=fragment", "1/", "on/1/", "on/", "write/?reply_to=1&paragraph=1"]
)
def test_as_many_for_two_hundred_as_for_ten(
    what: str, name: str, small: Chapter, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(f"{name}_client")
    of_ten = count(client, small, what)
    Comment.objects.all().delete()
    small.discussion.delete()
    crowd(small, threads=THREADS_PER_PAGE, replies=7, block=1)
    if name != "guest":
        user: User = request.getfixturevalue(name)
        Like.objects.bulk_create(Like(comment=each, user=user) for each in Comment.objects.all())
    assert count(client, small, what) == of_ten


@pytest.mark.parametrize("name", ["guest", "reader"])
def test_the_chapters_own_page_asks_no_more_for_its_comments(
    name: str, chapter: Chapter, make_chapter: MakeChapter, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(f"{name}_client")
    without = queries_of(client, chapter.get_absolute_url())
    crowd(chapter, threads=THREADS_PER_PAGE, replies=7, block=1)
    assert queries_of(client, chapter.get_absolute_url()) == without
