"""The pages of comments, with few and with very many of them: their CPU time and their load."""

import gzip
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from django.test import Client

from serial.chapters.models import Chapter
from serial.comments.models import Comment
from tests.bench.cpu_time import measure_page
from tests.bench.figures import Measurement, Values
from tests.bench.sample_comments import add_comments
from tests.bench.sample_site import (
    WORDS,
    get_or_make_story,
    reader_session,
    update_statistics,
)
from tests.bench.scale import Scale
from tests.bench.server import run_server_pair

# The chapters without comments, with a usual number of comments, and with very many.
EMPTY, TYPICAL, HUGE = "/read/empty/one/", "/read/typical/one/", "/read/huge/one/"
THREADS, REPLIES = 25, 7
THREADS_ON_PARAGRAPH = 3
TYPICAL_TOTAL = THREADS * (1 + REPLIES)


def measurements(scale: Scale, folder: Path) -> Iterator[Measurement]:
    _make_commented_stories(scale)
    session = reader_session()
    yield from _page_costs(scale, session)
    member_cookie = f"sessionid={session}"
    fragment = f"{TYPICAL}comments/?as=fragment"
    with run_server_pair(folder) as servers:
        for name, page, cookie in (
            ("chapter without comments, guests", EMPTY, ""),
            (f"chapter with {TYPICAL_TOTAL} comments, guests", TYPICAL, ""),
            (f"chapter with {TYPICAL_TOTAL} comments, members", TYPICAL, member_cookie),
            (f"fragment of {TYPICAL_TOTAL} comments, guests", fragment, ""),
            (f"fragment of {TYPICAL_TOTAL} comments, members", fragment, member_cookie),
        ):
            yield name, partial(servers.load, page, seconds=scale.load_seconds, cookie=cookie)


def _page_costs(scale: Scale, session: str) -> Iterator[Measurement]:
    guest, member = Client(), Client()
    member.cookies["sessionid"] = session
    typical, huge = f"{TYPICAL_TOTAL} comments", f"{scale.huge_comments:,} comments"
    pages = (
        (f"{TYPICAL}comments/?as=fragment", f"fragment of {typical}"),
        (f"{HUGE}comments/?as=fragment", f"fragment of {huge}, oldest first"),
        (f"{HUGE}comments/?as=fragment&order=newest", f"fragment of {huge}, newest first"),
        (f"{HUGE}comments/?as=fragment&order=author", f"fragment of {huge}, author replies first"),
        (f"{TYPICAL}comments/1/?as=fragment", f"a thread of {REPLIES} replies"),
        (f"{HUGE}comments/1/?as=fragment", f"a thread of {scale.huge_thread:,} replies"),
        (
            f"{TYPICAL}comments/on/3/?as=fragment",
            f"{THREADS_ON_PARAGRAPH * (1 + REPLIES)} comments on a paragraph",
        ),
        (
            f"{HUGE}comments/on/3/?as=fragment",
            f"{scale.huge_paragraph:,} comments on a paragraph",
        ),
        (TYPICAL, f"chapter with {typical}"),
        (EMPTY, "chapter without comments"),
    )
    for page, name in pages:
        for role, client in (("guest", guest), ("member", member)):
            yield f"{name}, {role}", partial(_page_cost, scale, client, page)


def _page_cost(scale: Scale, client: Client, page: str) -> Values:
    values = measure_page(scale, client, page)
    return {**values, "bytes, compressed": len(gzip.compress(client.get(page).content))}


def _make_commented_stories(scale: Scale) -> None:
    empty, typical, huge = (
        Chapter.objects.get(story=get_or_make_story(title, 1, words=WORDS))
        for title in ("Empty", "Typical", "Huge")
    )
    if Comment.objects.filter(chapter__in=[empty, typical, huge]).exists():
        raise ValueError("the chapters have comments already: measure with a new database")
    add_comments(typical, THREADS - THREADS_ON_PARAGRAPH, REPLIES)
    add_comments(typical, THREADS_ON_PARAGRAPH, REPLIES, paragraph=3)
    add_comments(huge, 1, scale.huge_thread)
    add_comments(huge, scale.huge_paragraph, 0, paragraph=3)
    add_comments(huge, scale.huge_comments - scale.huge_thread - scale.huge_paragraph - 1, 0)
    update_statistics()
