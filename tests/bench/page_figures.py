"""Figures of the pages for readers, one per line."""

import statistics
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TextIO
from urllib.request import Request, urlopen

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from serial.chapters.models import Chapter
from tests.bench.comment_figures import (
    comment_page_costs,
    comment_page_loads,
    make_commented_stories,
)
from tests.bench.first_view import measure_first_view
from tests.bench.lighthouse import lighthouse
from tests.bench.load import find_wrk, load
from tests.bench.page_cost import median_milliseconds
from tests.bench.posting_load import post_concurrently
from tests.bench.sample_site import (
    WORDS,
    add_stories,
    gunicorn,
    make_story,
    reader_session,
    update_statistics,
)
from tests.nginx import find_nginx, run_nginx

CHAPTER, STORY, LONG_STORY = "/read/measured/one/", "/stories/measured/", "/stories/long/"
FEW_CHAPTERS, MANY_CHAPTERS = 10, 100_000


def write_all(folder: Path, out: TextIO) -> None:
    out.write(f"\npages, {connection.vendor}\n")
    make_story("Measured", FEW_CHAPTERS, words=WORDS)
    session = reader_session()
    for line in page_costs_by_site_size(session):
        out.write(line + "\n")
        out.flush()
    make_commented_stories()
    for line in comment_page_costs(session):
        out.write(line + "\n")
        out.flush()
    with gunicorn(folder) as (port, processes):
        for line in chain(
            page_loads(port, processes, session), comment_page_loads(port, processes, session)
        ):
            out.write(line + "\n")
            out.flush()
    # Two workers: with one, requests would never wait for each other's locks.
    with gunicorn(folder, workers=2) as (port, processes):
        out.write(post_concurrently(port, Chapter.objects.get(story__slug="empty")) + "\n")


def page_costs_by_site_size(session: str) -> list[str]:
    """The same pages with few and with many chapters in the database."""
    lines = _page_costs(f"of {FEW_CHAPTERS:,} chapters", session)
    add_stories(MANY_CHAPTERS)
    update_statistics()
    lines += _page_costs(f"of {MANY_CHAPTERS:,} chapters", session)
    make_story("Long", 1_000)
    return [*lines, *_page_costs("1,000 chapters of its own", session, [LONG_STORY])]


def _page_costs(site_size: str, session: str, pages: list[str] | None = None) -> list[str]:
    guest, member = Client(), Client()
    member.cookies["sessionid"] = session
    lines = []
    for page in pages or [CHAPTER, STORY]:
        for role, client in (("guest", guest), ("member", member)):
            with CaptureQueriesContext(connection) as queries:
                response = client.get(page)
            query_count = len(queries)
            assert (b"Sign out" in response.content) == (role == "member"), page  # noqa: S101
            uncached = median_milliseconds(client, page, use_cache=False)
            cached = median_milliseconds(client, page, use_cache=True)
            label = f"{page} {role}, {site_size}"
            lines.append(
                f"{label:64}{uncached:8.1f} ms{cached:8.1f} ms cached{query_count:4} queries"
            )
    return lines


def page_loads(port: int, processes: list[int], session: str) -> Iterator[str]:
    site = f"http://localhost:{port}"
    yield f"first view of a chapter: {measure_first_view(site + CHAPTER)}"
    yield lighthouse(site + CHAPTER)
    if find_wrk() is None:
        yield "skipped: wrk is not installed (Debian: apt install wrk)"
        return
    for label, page, cookie in (
        ("chapter, guests", CHAPTER, ""),
        ("chapter, members", CHAPTER, f"sessionid={session}"),
        ("story of 1,000 chapters, guests", LONG_STORY, ""),
        ("home, guests", "/", ""),
    ):
        yield f"{label:40}{load(site + page, processes, cookie)}"
    if find_nginx() is None:
        yield "skipped: nginx is not installed (Debian: apt install nginx-light)"
        return
    yield from _loads_behind_nginx(port)


def _loads_behind_nginx(port: int) -> list[str]:
    """Compares the page in nginx's cache with a file of the same bytes, in alternating runs."""
    with run_nginx(port) as (site, folder):
        request = Request(site + CHAPTER, headers={"Accept-Encoding": "gzip"})  # noqa: S310
        with urlopen(request) as response:  # noqa: S310 - our own server
            (folder / "files/page.html.gz").write_bytes(response.read())
        ratios, cached, static = [], [], []
        for _ in range(3):
            cached.append(load(site + CHAPTER, []).per_second)
            static.append(load(f"{site}/files/page.html", []).per_second)
            ratios.append(cached[-1] / static[-1])
    return [
        f"{'chapter behind nginx, cached':40}{statistics.median(cached):8,.0f} a second",
        f"{'the same bytes as a file':40}{statistics.median(static):8,.0f} a second",
        f"{'ratio of the two':40}{statistics.median(ratios):8.2f}",
    ]
