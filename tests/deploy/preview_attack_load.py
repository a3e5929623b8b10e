"""The load of preview_attack.py, which has set up Django before it imports this."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import urlencode

from django.db import connection

from accounts.authorship import make_author
from accounts.models import User
from serial.chapters.texts import BODY_MAX_LENGTH
from tests.bench.bench_posting import CSRF_TOKEN
from tests.bench.sample_site import get_or_make_story, make_measured_chapter, make_session
from tests.bench.server import run_gunicorn
from tests.conftest import make_user
from tests.markup.hostile_shapes import HOSTILE_SHAPES

# As deploy/gunicorn.conf.py has it. On the command line the bench has one.
WORKERS = 3
ATTACKERS, READERS = 6, 2
SECONDS = 30
PAUSE_OF_READERS = 0.05
# One that waits for longer ends the run with an error.
MAX_WAIT = 120


class Waits(NamedTuple):
    """The statuses and the seconds of the responses."""

    statuses: list[int]
    seconds: list[float]

    def figures(self) -> list[object]:
        """Returns their number, the median and longest wait in milliseconds, and the statuses."""
        times = (round(1000 * median(self.seconds)), round(1000 * max(self.seconds)))
        statuses = ", ".join(map(str, sorted(set(self.statuses))))
        return [len(self.seconds), *(f"{ms:,}" for ms in times), statuses]


def run(folder: Path) -> dict[str, list[object]]:
    chapter = make_measured_chapter()
    pages = ["/", "/stories/", chapter, f"{chapter}comments/?as=fragment"]
    story = get_or_make_story("Measured", 1).get_absolute_url()
    member = f"sessionid={make_session(make_user('member'))}"
    # Each preview is one of an author's own: their limits are counted one by one.
    attackers = [f"sessionid={make_session(_make_author(n))}" for n in range(ATTACKERS)]
    texts = [
        each for text in HOSTILE_SHAPES.values() for each in (_as_long_as_possible(text), text)
    ]
    connection.close()
    with (
        (folder / "log").open("w") as log,
        run_gunicorn(folder, workers=WORKERS, log=log) as server,
        ThreadPoolExecutor(ATTACKERS + READERS) as pool,
    ):
        visits = [(page, cookie) for page in [*pages, story] for cookie in ("", member)]
        _read(server.port, visits, time.monotonic() + 3)
        alone = _read(server.port, visits, time.monotonic() + SECONDS / 2)
        end = time.monotonic() + SECONDS
        lock, queue = threading.Lock(), iter(texts * 100)
        previews = [
            pool.submit(_preview, server.port, cookie, lock, queue, end) for cookie in attackers
        ]
        reading = [pool.submit(_read, server.port, visits, end) for _ in range(READERS)]
        return {
            "pages of readers, before": alone.figures(),
            "pages of readers, meanwhile": _together([each.result() for each in reading]).figures(),
            "previews": _together([each.result() for each in previews]).figures(),
        }


def _make_author(number: int) -> User:
    user = make_user(f"attacker{number}")
    make_author(user)
    return user


def _as_long_as_possible(text: str) -> str:
    return (text * (BODY_MAX_LENGTH // len(text) + 1))[:BODY_MAX_LENGTH]


def _together(waits: list[Waits]) -> Waits:
    statuses = [status for each in waits for status in each.statuses]
    return Waits(statuses, [seconds for each in waits for seconds in each.seconds])


def _read(port: int, visits: list[tuple[str, str]], end: float) -> Waits:
    waits = Waits([], [])
    while time.monotonic() < end:
        for page, cookie in visits:
            _note(waits, port, "GET", page, cookie)
            time.sleep(PAUSE_OF_READERS)
    return waits


def _preview(
    port: int, cookie: str, lock: threading.Lock, queue: Iterator[str], end: float
) -> Waits:
    waits = Waits([], [])
    while time.monotonic() < end:
        with lock:
            text = next(queue)
        fields = urlencode({"content": text, "csrfmiddlewaretoken": CSRF_TOKEN})
        cookies = f"{cookie}; csrftoken={CSRF_TOKEN}"
        _note(waits, port, "POST", "/desk/markdownx/markdownify/", cookies, fields)
    return waits


def _note(waits: Waits, port: int, method: str, url: str, cookie: str, body: str = "") -> None:
    headers = {"Host": f"localhost:{port}", "Cookie": cookie}
    if body:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    started = time.monotonic()
    client = HTTPConnection("127.0.0.1", port, timeout=MAX_WAIT)
    client.request(method, url, body or None, headers)
    response = client.getresponse()
    response.read()
    client.close()
    waits.statuses.append(response.status)
    waits.seconds.append(time.monotonic() - started)
