"""Posts comments concurrently over HTTP, as browsers do."""

import time
from collections.abc import Iterator
from datetime import timedelta
from http.client import HTTPConnection
from threading import Thread
from urllib.parse import urlencode
from uuid import uuid4

from django.core import signing
from django.db import connection
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import Comment, Discussion
from serial.reading.comments.tokens import FORM_SALT
from tests.bench.sample_site import make_session
from tests.conftest import make_user

CLIENTS, COMMENTS_PER_CLIENT = 16, 60
# Stays below the rate limit of a member.
COMMENTS_PER_MEMBER = 30
CSRF_TOKEN = "b" * 32


def post_concurrently(port: int, chapter: Chapter) -> str:
    """Sends every tenth comment twice, as a browser does that got no response."""
    member_count = CLIENTS * COMMENTS_PER_CLIENT // COMMENTS_PER_MEMBER
    sessions = [make_session(user) for user in _make_trusted_members(member_count)]
    before = Comment.objects.filter(chapter=chapter).count()
    url = f"{chapter.get_absolute_url()}comments/write/"
    statuses: list[int] = []
    threads = [
        Thread(target=_run_client, args=(port, url, sessions[n::CLIENTS], n, statuses))
        for n in range(CLIENTS)
    ]
    connection.close()
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.monotonic() - started
    stored = Comment.objects.filter(chapter=chapter).count() - before
    sent = CLIENTS * COMMENTS_PER_CLIENT
    lost = sent - stored
    counted = Discussion.objects.get(chapter=chapter).comment_count
    label = f"posting, {CLIENTS} clients"
    return (
        f"{label:40}{stored / seconds:8.0f} a second: {stored} of {sent} stored,"
        f" {max(0, lost)} lost, {max(0, -lost)} duplicates, {counted} counted,"
        f" {sum(status != 302 for status in statuses)} refused"
    )


def _run_client(port: int, url: str, sessions: list[str], client: int, statuses: list[int]) -> None:
    server = HTTPConnection("127.0.0.1", port, timeout=60)
    for number in range(COMMENTS_PER_CLIENT):
        session = sessions[number * len(sessions) // COMMENTS_PER_CLIENT]
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


def _request_bodies(client: int, number: int) -> Iterator[str]:
    form_key = signing.dumps([uuid4().hex, time.time() - 60], salt=FORM_SALT)
    text = f"Comment {number} of client {client}: I read this twice, and the ledger stays with me."
    fields = {"text": text, "form_key": form_key, "member": "1", "csrfmiddlewaretoken": CSRF_TOKEN}
    yield urlencode(fields)
    if number % 10 == 0:
        yield urlencode(fields)


def _make_trusted_members(number: int) -> list[User]:
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
