"""The figures of the pages for readers, one line each."""

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
from tests.bench.comment_figures import costs, discussion_loads, make_comments
from tests.bench.first_view import view_once
from tests.bench.lighthouse import lighthouse
from tests.bench.load import load, wrk_or_none
from tests.bench.page_cost import milliseconds
from tests.bench.posting_load import post_many
from tests.bench.sample_site import WORDS, fill, gunicorn, make_story, session_of_a_reader, settle
from tests.nginx import find_nginx, nginx_before

CHAPTER, STORY, LONG_STORY = "/read/measured/one/", "/stories/measured/", "/stories/long/"
FEW, MANY = 10, 100_000


def write_all(folder: Path, out: TextIO) -> None:
    out.write(f"\npages, {connection.vendor}\n")
    make_story("Measured", FEW, words=WORDS)
    session = session_of_a_reader()
    for line in growth(session):
        out.write(line + "\n")
        out.flush()
    make_comments()
    for line in costs(session):
        out.write(line + "\n")
        out.flush()
    with gunicorn(folder) as (port, processes):
        for line in chain(
            loads(port, processes, session), discussion_loads(port, processes, session)
        ):
            out.write(line + "\n")
            out.flush()
    # As many as there are cores, for what one person at a time would hold up.
    with gunicorn(folder, workers=2) as (port, processes):
        out.write(post_many(port, Chapter.objects.get(story__slug="quiet")) + "\n")


def growth(session: str) -> list[str]:
    """Server CPU and queries of one page, with few and with many chapters in the database."""
    lines = _costs(f"of {FEW:,} chapters", session)
    fill(MANY)
    settle()
    lines += _costs(f"of {MANY:,} chapters", session)
    make_story("Long", 1_000)
    return [*lines, *_costs("1,000 chapters of its own", session, [LONG_STORY])]


def _costs(where: str, session: str, pages: list[str] | None = None) -> list[str]:
    guest, member = Client(), Client()
    member.cookies["sessionid"] = session
    lines = []
    for page in pages or [CHAPTER, STORY]:
        for who, client in (("guest", guest), ("member", member)):
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(page)
            queries = len(asked)
            assert (b"Sign out" in answer.content) == (who == "member"), page  # noqa: S101
            fresh = milliseconds(client, page, keeps=False)
            kept = milliseconds(client, page, keeps=True)
            name = f"{page} {who}, {where}"
            lines.append(f"{name:64}{fresh:8.1f} ms{kept:8.1f} ms kept{queries:4} queries")
    return lines


def loads(port: int, processes: list[int], session: str) -> Iterator[str]:
    site = f"http://localhost:{port}"
    yield f"first view of a chapter: {view_once(site + CHAPTER)}"
    yield lighthouse(site + CHAPTER)
    if wrk_or_none() is None:
        yield "skipped: wrk is not installed (Debian: apt install wrk)"
        return
    for name, page, cookie in (
        ("chapter, guests", CHAPTER, ""),
        ("chapter, members", CHAPTER, f"sessionid={session}"),
        ("story of 1,000 chapters, guests", LONG_STORY, ""),
        ("home, guests", "/", ""),
    ):
        made = load(site + page, processes, cookie)
        yield (
            f"{name:40}{made.per_cpu_second:8.0f} a CPU second, p99 {made.p99_ms:.1f} ms,"
            f" {made.bytes_per_request:,.0f} bytes, {made.refused} refused"
        )
    if find_nginx() is None:
        yield "skipped: nginx is not installed (Debian: apt install nginx-light)"
        return
    yield from _behind_nginx(port)


def _behind_nginx(port: int) -> list[str]:
    """The page from nginx's cache and the same bytes as a file, in turns to be fair."""
    with nginx_before(port) as (address, folder):
        asked = Request(address + CHAPTER, headers={"Accept-Encoding": "gzip"})  # noqa: S310
        with urlopen(asked) as answer:  # noqa: S310 - our own server
            (folder / "files/page.html.gz").write_bytes(answer.read())
        ratios, cached, plain = [], [], []
        for _ in range(3):
            cached.append(load(address + CHAPTER, []).per_second)
            plain.append(load(f"{address}/files/page.html", []).per_second)
            ratios.append(cached[-1] / plain[-1])
    return [
        f"{'chapter behind nginx, kept':40}{statistics.median(cached):8,.0f} a second",
        f"{'the same bytes as a file':40}{statistics.median(plain):8,.0f} a second",
        f"{'one to the other':40}{statistics.median(ratios):8.2f}",
    ]
