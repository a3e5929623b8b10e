"""The load of outage.py, which has set up Django before it imports this."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import uuid4

from django.core import signing
from django.db import connection

from serial.comments.models import Comment
from serial.comments.posting_form import KEY_PURPOSE
from serial.web.public_forms.form_key import form_salt
from tests.bench.bench_posting import CSRF_TOKEN, make_trusted_members
from tests.bench.sample_site import get_or_make_story, make_session
from tests.bench.server import run_gunicorn
from tests.postgres import Cluster

# A trusted member may post 40 comments in ten minutes: all of them 3,840.
CLIENTS, MEMBERS_PER_CLIENT = 8, 12
# Counted in comments and not in seconds, so that a busy machine tries as much as an idle one.
POSTED_BEFORE, GIVEN_BACK, POSTED_AFTER = 200, 100, 200
MAX_SECONDS_OF_PHASE = 80
# While the database is down, a response takes a few milliseconds.
PAUSE_AFTER_REFUSAL = 0.05


class Sent(NamedTuple):
    """A comment in the form in which it was sent first."""

    session: str
    text: str
    form_key: str


@dataclass
class Site:
    port: int
    write_path: str
    is_up: threading.Event = field(default_factory=threading.Event)
    is_ending: threading.Event = field(default_factory=threading.Event)


@dataclass
class Outcome:
    """The texts by what the person got. given_back: each once, however often."""

    acknowledged: list[str] = field(default_factory=list)
    given_back: list[str] = field(default_factory=list)
    sent_again: list[str] = field(default_factory=list)
    neither: list[str] = field(default_factory=list)


def run(cluster: Cluster, folder: Path) -> dict[str, int]:
    get_or_make_story("Typical", 1)
    chapter = get_or_make_story("Empty", 1).chapters.get()
    members = make_trusted_members(CLIENTS * MEMBERS_PER_CLIENT)
    sessions = [make_session(user) for user in members]
    write_path = f"{chapter.get_absolute_url()}comments/write/"
    connection.close()
    outcomes = [Outcome() for _ in range(CLIENTS)]
    with (
        (folder / "log").open("w") as log,
        run_gunicorn(folder, workers=2, log=log) as server,
        ThreadPoolExecutor(CLIENTS) as pool,
    ):
        site = Site(server.port, write_path)
        site.is_up.set()
        clients = [
            pool.submit(_run_client, site, outcome, sessions[n::CLIENTS])
            for n, outcome in enumerate(outcomes)
        ]
        try:
            _stop_and_start(cluster, site, outcomes)
        finally:
            site.is_ending.set()
        for client in clients:
            client.result()
    stored = Comment.objects.filter(chapter=chapter).values_list("body", flat=True)
    return _figures(outcomes, Counter(stored))


def _stop_and_start(cluster: Cluster, site: Site, outcomes: list[Outcome]) -> None:
    def acknowledged() -> int:
        return sum(len(outcome.acknowledged) for outcome in outcomes)

    def given_back() -> int:
        return sum(len(outcome.given_back) for outcome in outcomes)

    _wait_until(lambda: acknowledged() >= POSTED_BEFORE)
    site.is_up.clear()
    cluster.stop()
    _wait_until(lambda: given_back() >= GIVEN_BACK)
    cluster.start()
    site.is_up.set()
    posted_before = acknowledged()
    _wait_until(lambda: acknowledged() >= posted_before + POSTED_AFTER)


def _wait_until(condition: Callable[[], bool]) -> None:
    """Waits for at most MAX_SECONDS_OF_PHASE: the figures show how far it came."""
    end = time.monotonic() + MAX_SECONDS_OF_PHASE
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)


def _run_client(site: Site, outcome: Outcome, sessions: list[str]) -> None:
    """Posts comments, and those that were given back once more when the site is up again."""
    waiting: list[Sent] = []
    number = 0
    while not site.is_ending.is_set():
        if waiting and site.is_up.is_set():
            _send_again(site, outcome, waiting)
        comment = _new_comment(sessions[number % len(sessions)])
        number += 1
        if not _send(site, outcome, comment):
            waiting.append(comment)
            time.sleep(PAUSE_AFTER_REFUSAL)
    _send_again(site, outcome, waiting)


def _send_again(site: Site, outcome: Outcome, waiting: list[Sent]) -> None:
    outcome.sent_again += [comment.text for comment in waiting]
    waiting[:] = [comment for comment in waiting if not _send(site, outcome, comment)]


def _new_comment(session: str) -> Sent:
    text = f"Comment {uuid4().hex}: I read this twice, and the ledger stays with me."
    return Sent(
        session, text, signing.dumps([uuid4().hex, time.time() - 60], salt=form_salt(KEY_PURPOSE))
    )


def _send(site: Site, outcome: Outcome, comment: Sent) -> bool:
    """Notes what became of it. Returns whether it was acknowledged."""
    status, page = _post(site, comment)
    if status == 302:
        outcome.acknowledged.append(comment.text)
    elif comment.text not in page:
        outcome.neither.append(f"{status} {page[:200]}")
    elif comment.text not in outcome.given_back:
        outcome.given_back.append(comment.text)
    return status == 302


def _post(site: Site, comment: Sent) -> tuple[int, str]:
    fields = {"text": comment.text, "form_key": comment.form_key, "member": "1"}
    host = f"localhost:{site.port}"
    headers = {
        "Host": host,
        "Origin": f"http://{host}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"sessionid={comment.session}; csrftoken={CSRF_TOKEN}",
    }
    client = HTTPConnection("127.0.0.1", site.port, timeout=20)
    try:
        body = urlencode(fields | {"csrfmiddlewaretoken": CSRF_TOKEN})
        client.request("POST", site.write_path, body, headers)
        response = client.getresponse()
        return response.status, response.read().decode()
    except (HTTPException, OSError) as error:
        return 0, str(error)
    finally:
        client.close()


def _figures(outcomes: list[Outcome], stored: Counter[str]) -> dict[str, int]:
    acknowledged = [text for outcome in outcomes for text in outcome.acknowledged]
    return {
        "acknowledged": len(acknowledged),
        "stored": stored.total(),
        "given back": sum(len(outcome.given_back) for outcome in outcomes),
        "sent again": sum(len(set(outcome.sent_again)) for outcome in outcomes),
        "lost": sum(text not in stored for text in acknowledged),
        "duplicated": sum(count > 1 for count in stored.values()),
        "neither": sum(len(outcome.neither) for outcome in outcomes),
    }
