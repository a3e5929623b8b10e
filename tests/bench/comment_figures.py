"""The figures of comments: pages with them, very many of them, and how fast they come in."""

import gzip
from collections.abc import Iterator

from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from serial.chapters.models import Chapter
from tests.bench.load import load, wrk_or_none
from tests.bench.page_cost import milliseconds
from tests.bench.sample_comments import fill_comments
from tests.bench.sample_site import WORDS, make_story, settle

QUIET, TALKED, CROWDED = "/read/quiet/one/", "/read/talked/one/", "/read/crowded/one/"
THREADS, REPLIES = 25, 7
FEW_ON_PARAGRAPH = 3
MANY, LONG_THREAD, ON_ONE_PARAGRAPH = 100_000, 5_000, 1_000


def make_comments() -> None:
    for title in ("Quiet", "Talked", "Crowded"):
        make_story(title, 1, words=WORDS)
    talked = Chapter.objects.get(story__slug="talked")
    fill_comments(talked, THREADS - FEW_ON_PARAGRAPH, REPLIES)
    fill_comments(talked, FEW_ON_PARAGRAPH, REPLIES, block=3)
    crowded = Chapter.objects.get(story__slug="crowded")
    fill_comments(crowded, 1, LONG_THREAD)
    fill_comments(crowded, ON_ONE_PARAGRAPH, 0, block=3)
    fill_comments(crowded, MANY - LONG_THREAD - ON_ONE_PARAGRAPH - 1, 0)
    settle()


def costs(session: str) -> Iterator[str]:
    """Server CPU of pages of comments, few and very many; queries; bytes."""
    guest, member = Client(), Client()
    member.cookies["sessionid"] = session
    pages = (
        (f"{TALKED}comments/?as=fragment", "25 threads, 200 comments"),
        (f"{CROWDED}comments/?as=fragment", "100,000 comments"),
        (f"{CROWDED}comments/?as=fragment&order=newest", "100,000, newest first"),
        (f"{CROWDED}comments/?as=fragment&order=author", "100,000, author first"),
        (f"{TALKED}comments/1/?as=fragment", "a thread of 7"),
        (f"{CROWDED}comments/1/?as=fragment", "a thread of 5,000"),
        (f"{TALKED}comments/on/3/?as=fragment", "a few on a paragraph"),
        (f"{CROWDED}comments/on/3/?as=fragment", "1,000 on a paragraph"),
        (TALKED, "the chapter with 200 comments"),
        (QUIET, "the chapter without"),
    )
    for page, what in pages:
        for who, client in (("guest", guest), ("member", member)):
            caches["pages"].clear()
            client.get(page)
            caches["pages"].clear()
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(page)
            queries = len(asked)
            assert answer.status_code == 200, page  # noqa: S101
            fresh, kept = (milliseconds(client, page, keeps=keeps) for keeps in (False, True))
            size = len(gzip.compress(answer.content))
            yield (
                f"{what + ', ' + who:44}{fresh:8.1f} ms{kept:8.1f} ms kept"
                f"{queries:4} queries{size:10,} bytes"
            )


def discussion_loads(port: int, processes: list[int], session: str) -> Iterator[str]:
    if wrk_or_none() is None:
        return
    site, cookie = f"http://localhost:{port}", f"sessionid={session}"
    for name, page, as_whom in (
        ("chapter without comments, guests", QUIET, ""),
        ("chapter with 200, guests", TALKED, ""),
        ("chapter with 200, members", TALKED, cookie),
        ("fragment of 200, guests", f"{TALKED}comments/?as=fragment", ""),
        ("fragment of 200, members", f"{TALKED}comments/?as=fragment", cookie),
    ):
        made = load(site + page, processes, as_whom)
        yield (
            f"{name:40}{made.per_cpu_second:8.0f} a CPU second, p99 {made.p99_ms:.1f} ms,"
            f" {made.bytes_per_request:,.0f} bytes, {made.refused} refused"
        )
