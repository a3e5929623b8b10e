"""Figures of comments: pages with few and with very many of them, and the load they can take."""

import gzip
from collections.abc import Iterator

from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from serial.chapters.models import Chapter
from tests.bench.load import find_wrk, load
from tests.bench.page_cost import median_milliseconds
from tests.bench.sample_comments import add_comments
from tests.bench.sample_site import WORDS, make_story, update_statistics

# The chapters without comments, with a usual number of comments, and with very many.
EMPTY, TYPICAL, HUGE = "/read/empty/one/", "/read/typical/one/", "/read/huge/one/"
THREADS, REPLIES = 25, 7
THREADS_ON_PARAGRAPH = 3
HUGE_TOTAL, HUGE_THREAD, HUGE_ON_PARAGRAPH = 100_000, 5_000, 1_000


def make_commented_stories() -> None:
    for title in ("Empty", "Typical", "Huge"):
        make_story(title, 1, words=WORDS)
    typical = Chapter.objects.get(story__slug="typical")
    add_comments(typical, THREADS - THREADS_ON_PARAGRAPH, REPLIES)
    add_comments(typical, THREADS_ON_PARAGRAPH, REPLIES, paragraph=3)
    huge = Chapter.objects.get(story__slug="huge")
    add_comments(huge, 1, HUGE_THREAD)
    add_comments(huge, HUGE_ON_PARAGRAPH, 0, paragraph=3)
    add_comments(huge, HUGE_TOTAL - HUGE_THREAD - HUGE_ON_PARAGRAPH - 1, 0)
    update_statistics()


def comment_page_costs(session: str) -> Iterator[str]:
    """Yields a line per page: server CPU without and with the cache, queries, gzipped bytes."""
    guest, member = Client(), Client()
    member.cookies["sessionid"] = session
    pages = (
        (f"{TYPICAL}comments/?as=fragment", "25 threads, 200 comments"),
        (f"{HUGE}comments/?as=fragment", "100,000 comments"),
        (f"{HUGE}comments/?as=fragment&order=newest", "100,000, newest first"),
        (f"{HUGE}comments/?as=fragment&order=author", "100,000, author first"),
        (f"{TYPICAL}comments/1/?as=fragment", "a thread of 7"),
        (f"{HUGE}comments/1/?as=fragment", "a thread of 5,000"),
        (f"{TYPICAL}comments/on/3/?as=fragment", "a few on a paragraph"),
        (f"{HUGE}comments/on/3/?as=fragment", "1,000 on a paragraph"),
        (TYPICAL, "the chapter with 200 comments"),
        (EMPTY, "the chapter without"),
    )
    for page, label in pages:
        for role, client in (("guest", guest), ("member", member)):
            caches["pages"].clear()
            client.get(page)
            caches["pages"].clear()
            with CaptureQueriesContext(connection) as queries:
                response = client.get(page)
            query_count = len(queries)
            assert response.status_code == 200, page  # noqa: S101
            uncached, cached = (
                median_milliseconds(client, page, use_cache=use_cache)
                for use_cache in (False, True)
            )
            size = len(gzip.compress(response.content))
            yield (
                f"{label + ', ' + role:44}{uncached:8.1f} ms{cached:8.1f} ms cached"
                f"{query_count:4} queries{size:10,} bytes"
            )


def comment_page_loads(port: int, processes: list[int], session: str) -> Iterator[str]:
    if find_wrk() is None:
        return
    site, member_cookie = f"http://localhost:{port}", f"sessionid={session}"
    for label, page, cookie in (
        ("chapter without comments, guests", EMPTY, ""),
        ("chapter with 200, guests", TYPICAL, ""),
        ("chapter with 200, members", TYPICAL, member_cookie),
        ("fragment of 200, guests", f"{TYPICAL}comments/?as=fragment", ""),
        ("fragment of 200, members", f"{TYPICAL}comments/?as=fragment", member_cookie),
    ):
        yield f"{label:40}{load(site + page, processes, cookie)}"
