"""The pages for readers: their CPU time in this process, and their load on gunicorn.

Each page is measured twice: rendered, and served from the page cache. The load of chapters that
are requested once each shows what a site does whose readers open many different chapters.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from django.test import Client

from tests.bench.cpu_time import measure_page
from tests.bench.figures import Measurement, Values
from tests.bench.load import load_once
from tests.bench.sample_site import (
    FEW_CHAPTERS,
    WORDS,
    fill_site,
    get_or_make_story,
    make_chapters_to_request_once,
    make_measured_chapter,
    reader_session,
    update_statistics,
)
from tests.bench.scale import Scale
from tests.bench.server import ServerPair, run_server_pair

STORY, LONG_STORY = "/stories/measured/", "/stories/long/"
CHAPTERS_OF_LONG_STORY = 1_000
# The pages that show many stories.
LISTS = {"home": "/", "browse": "/stories/", "browse a genre": "/stories/?genre=fantasy"}


def measurements(scale: Scale, folder: Path) -> Iterator[Measurement]:
    chapter = make_measured_chapter()
    session = reader_session()
    pages = {
        f"chapter of {WORDS:,} words": chapter,
        f"story of {FEW_CHAPTERS} chapters": STORY,
    }
    yield from page_costs(scale, session, pages, "on an empty site")
    sample_paths = fill_site(scale.stories)
    get_or_make_story("Long", CHAPTERS_OF_LONG_STORY)
    same_length_paths = make_chapters_to_request_once(scale.once_stories)
    update_statistics()
    pages |= {f"story of {CHAPTERS_OF_LONG_STORY:,} chapters": LONG_STORY, **LISTS}
    yield from page_costs(scale, session, pages, f"among {scale.stories:,} stories")
    with run_server_pair(folder) as servers:
        yield from page_loads(scale, servers, session, pages)
        for name, paths in (
            (f"different chapters of {WORDS:,} words", same_length_paths),
            ("different chapters of the sample", sample_paths),
        ):
            for role, cookie in _cookies(session):
                yield (
                    f"{name}, each once, {role}",
                    partial(_load_once, scale, servers, paths, cookie),
                )


def page_costs(
    scale: Scale, session: str, pages: dict[str, str], where: str
) -> Iterator[Measurement]:
    guest, member = Client(), Client()
    member.cookies["sessionid"] = session
    for name, page in pages.items():
        for role, client in (("guest", guest), ("member", member)):
            yield f"{name}, {role} {where}", partial(_page_cost, scale, client, page, role)


def page_loads(
    scale: Scale, servers: ServerPair, session: str, pages: dict[str, str], where: str = ""
) -> Iterator[Measurement]:
    for name, page in pages.items():
        for role, cookie in _cookies(session):
            yield (
                f"{name}, {role}{where}",
                partial(servers.load, page, seconds=scale.load_seconds, cookie=cookie),
            )


def _cookies(session: str) -> tuple[tuple[str, str], ...]:
    return ("guests", ""), ("members", f"sessionid={session}")


def _page_cost(scale: Scale, client: Client, page: str, role: str) -> Values:
    if (b"Sign out" in client.get(page).content) != (role == "member"):
        raise ValueError(f"{page} is not the page of a {role}")
    return measure_page(scale, client, page)


def _load_once(scale: Scale, servers: ServerPair, paths: list[str], cookie: str) -> Values:
    """The members' run requests other chapters than the guests' run: the cache holds those."""
    half = len(paths) // 2
    own_paths = paths[half:] if cookie else paths[:half]
    server = servers.caching
    result = load_once(
        server.url, own_paths, server.processes, seconds=scale.load_seconds, cookie=cookie
    )
    return result.values("rendered")
