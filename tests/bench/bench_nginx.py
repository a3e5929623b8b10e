"""Compares the page in nginx's cache with a file of the same bytes, in alternating runs."""

import statistics
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

from tests.bench.figures import Measurement, Skipped, Values
from tests.bench.load import load
from tests.bench.sample_site import make_measured_chapter
from tests.bench.scale import Scale
from tests.bench.server import Server, run_gunicorn
from tests.nginx import find_nginx, run_nginx

RUNS = 3


def measurements(scale: Scale, folder: Path) -> Iterator[Measurement]:
    chapter = make_measured_chapter()
    with run_gunicorn(folder) as server:
        yield "chapter behind nginx", lambda: _compare(scale, server, chapter)


def _compare(scale: Scale, server: Server, page: str) -> Values:
    if find_nginx() is None:
        raise Skipped("nginx is not installed (Debian: apt install nginx-light)")
    cached, static = [], []
    with run_nginx(server.port) as (site, folder):
        request = Request(site + page, headers={"Accept-Encoding": "gzip"})  # noqa: S310
        with urlopen(request) as response:  # noqa: S310 - our own server
            (folder / "files/page.html.gz").write_bytes(response.read())
        for _ in range(RUNS):
            cached.append(load(site + page, [], seconds=scale.load_seconds).per_second)
            static.append(
                load(f"{site}/files/page.html", [], seconds=scale.load_seconds).per_second
            )
    ratios = [page / file for page, file in zip(cached, static, strict=True)]
    return {
        "from nginx's cache, per second": statistics.median(cached),
        "as a static file, per second": statistics.median(static),
        "ratio": statistics.median(ratios),
    }
