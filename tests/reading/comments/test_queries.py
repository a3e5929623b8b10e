"""The number of queries of a comment page does not grow with its comments."""

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
from tests.reading.comments.many_comments import create_threads
from tests.sampling import share
from tests.shared_rows import shared_rows

# The user, on every page. The session is in the cache.
MEMBER_QUERIES = 1
MAX_QUERIES = 5


def count_queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def count_uncached_and_cached(client: Client, chapter: Chapter, page: str) -> tuple[int, int]:
    """Returns the queries of an uncached and of a cached view. The ReadMarker exists already."""
    url = f"{chapter.get_absolute_url()}comments/{page}"
    client.get(url)
    caches["pages"].clear()
    return count_queries(client, url), count_queries(client, url)


@shared_rows
def small(chapter: Chapter) -> Chapter:
    create_threads(chapter, threads=5, replies=1, paragraph=1)
    return chapter


@pytest.mark.parametrize("name", ["guest", "reader"])
@pytest.mark.parametrize("page", ["?as=fragment", "", "?order=author", "?page=2"])
def test_list_takes_at_most_five_queries(
    page: str, name: str, small: Chapter, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(f"{name}_client")
    first, cached = count_uncached_and_cached(client, small, page)
    member_queries = MEMBER_QUERIES if name == "reader" else 0
    assert cached <= first <= MAX_QUERIES + member_queries
    if name == "guest":
        assert cached == 1


PAGES = ["?as=fragment", "1/", "on/1/", "on/", "write/?reply_to=1&paragraph=1"]


NAMES = ["guest", "reader", "author", "moderator"]


@pytest.mark.parametrize("name", NAMES)
def test_fifty_comments_take_as_many_queries_as_ten(
    name: str, small: Chapter, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(f"{name}_client")
    pages = share(PAGES, NAMES.index(name), 3)
    with_ten = {page: count_uncached_and_cached(client, small, page) for page in pages}
    Comment.objects.all().delete()
    small.discussion.delete()
    create_threads(small, threads=6, replies=7, paragraph=1)
    if name != "guest":
        user: User = request.getfixturevalue(name)
        Like.objects.bulk_create(
            Like(comment=comment, user=user) for comment in Comment.objects.all()
        )
    assert {page: count_uncached_and_cached(client, small, page) for page in pages} == with_ten


@pytest.mark.parametrize("name", ["guest", "reader"])
def test_chapter_page_takes_no_more_queries_with_comments(
    name: str, chapter: Chapter, make_chapter: MakeChapter, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(f"{name}_client")
    before = count_queries(client, chapter.get_absolute_url())
    create_threads(chapter, threads=THREADS_PER_PAGE, replies=7, paragraph=1)
    assert count_queries(client, chapter.get_absolute_url()) == before
