"""The load of outage.py, which has set up Django before it imports this."""

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from django.core import signing
from django.db import connection

from serial.chapters.models import Chapter
from serial.comments.models import Comment
from serial.reading.comments.comment_form import FORM_SALT
from tests.bench.bench_posting import CSRF_TOKEN, make_trusted_members
from tests.bench.sample_site import get_or_make_story, make_session
from tests.bench.server import Server, run_gunicorn
from tests.postgres import Cluster

CLIENTS, MEMBERS_PER_CLIENT = 8, 12
SECONDS_BEFORE, SECONDS_DOWN, SECONDS_AFTER = 4.0, 4.0, 4.0


@dataclass
class Outcome:
    acknowledged: list[str] = field(default_factory=list)
    given_back: list[str] = field(default_factory=list)
    neither: list[str] = field(default_factory=list)


def run(cluster: Cluster, folder: Path) -> dict[str, int]:
    get_or_make_story("Typical", 1)
    chapter = get_or_make_story("Empty", 1).chapters.get()
    members = make_trusted_members(CLIENTS * MEMBERS_PER_CLIENT)
    sessions = [make_session(user) for user in members]
    connection.close()
    stopping = threading.Event()
    with run_gunicorn(folder, workers=2) as server, ThreadPoolExecutor(CLIENTS) as pool:
        clients = [
            pool.submit(_post_until, stopping, server, chapter, sessions[n::CLIENTS])
            for n in range(CLIENTS)
        ]
        time.sleep(SECONDS_BEFORE)
        cluster.stop()
        time.sleep(SECONDS_DOWN)
        cluster.start()
        time.sleep(SECONDS_AFTER)
        stopping.set()
        outcomes = [client.result() for client in clients]
    return _figures(outcomes, chapter)


def _post_until(
    stopping: threading.Event, server: Server, chapter: Chapter, sessions: list[str]
) -> Outcome:
    outcome = Outcome()
    number = 0
    while not stopping.is_set():
        text = f"Comment {uuid4().hex}: I read this twice, and the ledger stays with me."
        session = sessions[number % len(sessions)]
        _note(outcome, text, *_post(server, chapter, session, text))
        number += 1
        # A member may post some comments in ten minutes: all of them together for this long.
        time.sleep(0.25)
    return outcome


def _post(server: Server, chapter: Chapter, session: str, text: str) -> tuple[int, str]:
    form_key = signing.dumps([uuid4().hex, time.time() - 60], salt=FORM_SALT)
    fields = {"text": text, "form_key": form_key, "member": "1", "csrfmiddlewaretoken": CSRF_TOKEN}
    host = f"localhost:{server.port}"
    headers = {
        "Host": host,
        "Origin": f"http://{host}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"sessionid={session}; csrftoken={CSRF_TOKEN}",
    }
    client = HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        client.request(
            "POST", f"{chapter.get_absolute_url()}comments/write/", urlencode(fields), headers
        )
        response = client.getresponse()
        return response.status, response.read().decode()
    except (HTTPException, OSError) as error:
        return 0, str(error)
    finally:
        client.close()


def _note(outcome: Outcome, text: str, status: int, page: str) -> None:
    if status == 302:
        outcome.acknowledged.append(text)
    elif text in page:
        outcome.given_back.append(text)
    else:
        outcome.neither.append(f"{status} {page[:200]}")


def _figures(outcomes: list[Outcome], chapter: Chapter) -> dict[str, int]:
    acknowledged = [text for outcome in outcomes for text in outcome.acknowledged]
    stored = Counter(Comment.objects.filter(chapter=chapter).values_list("body", flat=True))
    return {
        "acknowledged": len(acknowledged),
        "stored": stored.total(),
        "given back": sum(len(outcome.given_back) for outcome in outcomes),
        "neither": sum(len(outcome.neither) for outcome in outcomes),
        "lost": sum(text not in stored for text in acknowledged),
        "duplicated": sum(count > 1 for count in stored.values()),
    }
