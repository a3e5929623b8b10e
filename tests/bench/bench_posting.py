"""Posts comments concurrently over HTTP, as browsers do."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from django.core import signing
from django.db import connection
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import Comment, Discussion
from serial.comments.posting_form import KEY_PURPOSE
from serial.web.public_forms.form_key import form_salt
from tests.bench.figures import Measurement, Values
from tests.bench.sample_site import WORDS, get_or_make_story, make_session
from tests.bench.scale import Scale
from tests.bench.server import Server, run_gunicorn
from tests.conftest import make_user

CLIENTS = 16
# Stays below the rate limit of a member.
COMMENTS_PER_MEMBER = 30
CSRF_TOKEN = "b" * 32


def measurements(scale: Scale, folder: Path) -> Iterator[Measurement]:
    # The members' older comments are on one chapter, the new ones on the other.
    get_or_make_story("Typical", 1, words=WORDS)
    story = get_or_make_story("Empty", 1, words=WORDS)
    # Two workers: with one, requests would never wait for each other's locks.
    with run_gunicorn(folder, workers=2) as server:
        yield (
            f"posting, {CLIENTS} clients, 2 workers",
            lambda: post_concurrently(scale, server, story.chapters.get()),
        )


def post_concurrently(scale: Scale, server: Server, chapter: Chapter) -> Values:
    """Sends every tenth comment twice, as a browser does that got no response."""
    members_per_client = -(-scale.comments_per_client // COMMENTS_PER_MEMBER)
    members = make_trusted_members(CLIENTS * members_per_client)
    sessions = [make_session(user) for user in members]
    before = Comment.objects.filter(chapter=chapter).count()
    url = f"{chapter.get_absolute_url()}comments/write/"
    connection.close()
    started = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as pool:
        clients = [
            pool.submit(
                _run_client, server.port, url, sessions[n::CLIENTS], n, scale.comments_per_client
            )
            for n in range(CLIENTS)
        ]
    seconds = time.monotonic() - started
    statuses = [status for client in clients for status in client.result()]
    stored = Comment.objects.filter(chapter=chapter).count() - before
    sent = CLIENTS * scale.comments_per_client
    return {
        "comments per second": stored / seconds,
        "sent": sent,
        "lost": max(0, sent - stored),
        "duplicated": max(0, stored - sent),
        "counted": Discussion.objects.get(chapter=chapter).comment_count - before,
        "refused": sum(status != 302 for status in statuses),
    }


def _run_client(port: int, url: str, sessions: list[str], client: int, comments: int) -> list[int]:
    """Returns the statuses of the responses."""
    server = HTTPConnection("127.0.0.1", port, timeout=60)
    statuses = []
    for number in range(comments):
        session = sessions[number * len(sessions) // comments]
        for body in _request_bodies(client, number):
            server.request(
                "POST",
                url,
                body,
                {
                    "Host": f"localhost:{port}",
                    "Content-Type": "application/x-www-form-urlencoded",
                    "Cookie": f"sessionid={session}; csrftoken={CSRF_TOKEN}",
                },
            )
            response = server.getresponse()
            response.read()
            statuses.append(response.status)
    server.close()
    return statuses


def _request_bodies(client: int, number: int) -> Iterator[str]:
    form_key = signing.dumps([uuid4().hex, time.time() - 60], salt=form_salt(KEY_PURPOSE))
    text = f"Comment {number} of client {client}: I read this twice, and the ledger stays with me."
    fields = {"text": text, "form_key": form_key, "member": "1", "csrfmiddlewaretoken": CSRF_TOKEN}
    yield urlencode(fields)
    if number % 10 == 0:
        yield urlencode(fields)


def make_trusted_members(number: int) -> list[User]:
    """Members with older comments, who may post more often than newcomers."""
    joined = timezone.now() - timedelta(days=60)
    chapter = Chapter.objects.get(story__slug="typical")
    members = []
    for n in range(number):
        user = make_user(f"member{n}")
        User.objects.filter(pk=user.pk).update(date_joined=joined)
        Comment.objects.bulk_create(
            Comment(
                story_id=chapter.story_id,
                chapter=chapter,
                number=1_000_000 + n * 3 + index,
                thread=1_000_000 + n * 3 + index,
                path="",
                user=user,
                body="Good.",
                state="published",
                posted_at=joined,
                form_key=uuid4(),
            )
            for index in range(3)
        )
        members.append(user)
    return members
