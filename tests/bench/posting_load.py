"""Sixteen people post comments at once, over HTTP, as their browsers would."""

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
from tests.bench.sample_site import session_of
from tests.conftest import make_user

CLIENTS, EACH = 16, 60
# Of one person at most so many: more are refused as too often.
OF_ONE_PERSON = 30
TOKEN = "b" * 32


def post_many(port: int, chapter: Chapter) -> str:
    """Each comment is sent once, and each tenth twice, as after a lost answer."""
    sessions = [session_of(user) for user in _posters(CLIENTS * EACH // OF_ONE_PERSON)]
    before = Comment.objects.filter(chapter=chapter).count()
    address = f"{chapter.get_absolute_url()}comments/write/"
    answers: list[int] = []
    clients = [
        Thread(target=_client, args=(port, address, sessions[n::CLIENTS], n, answers))
        for n in range(CLIENTS)
    ]
    connection.close()
    started = time.monotonic()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    seconds = time.monotonic() - started
    stored = Comment.objects.filter(chapter=chapter).count() - before
    lost, wanted = CLIENTS * EACH - stored, CLIENTS * EACH
    counted = Discussion.objects.get(chapter=chapter).comment_count
    return (
        f"{'posting, 16 clients':40}{stored / seconds:8.0f} a second: {stored} of {wanted} stored,"
        f" {max(0, lost)} lost, {max(0, -lost)} double, {counted} counted,"
        f" {sum(answer != 302 for answer in answers)} refused"
    )


def _client(port: int, address: str, sessions: list[str], client: int, answers: list[int]) -> None:
    server = HTTPConnection("127.0.0.1", port, timeout=60)
    for number in range(EACH):
        session = sessions[number * len(sessions) // EACH]
        for body in _sent(client, number):
            server.request(
                "POST",
                address,
                body,
                {
                    "Host": f"localhost:{port}",
                    "Content-Type": "application/x-www-form-urlencoded",
                    "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
                },
            )
            answer = server.getresponse()
            answer.read()
            answers.append(answer.status)
    server.close()


def _sent(client: int, number: int) -> Iterator[str]:
    form_key = signing.dumps([uuid4().hex, time.time() - 60], salt=FORM_SALT)
    text = f"Comment {number} of client {client}: I read this twice, and the ledger stays with me."
    fields = {"text": text, "form_key": form_key, "member": "1", "csrfmiddlewaretoken": TOKEN}
    yield urlencode(fields)
    if number % 10 == 0:
        yield urlencode(fields)


def _posters(number: int) -> list[User]:
    """People who are known here: they may write more than a newcomer."""
    joined = timezone.now() - timedelta(days=60)
    known = Chapter.objects.get(story__slug="talked")
    people = []
    for n in range(number):
        user = make_user(f"poster{n}")
        User.objects.filter(pk=user.pk).update(date_joined=joined)
        Comment.objects.bulk_create(
            Comment(
                story_id=known.story_id,
                chapter=known,
                number=1_000_000 + n * 3 + each,
                thread=1_000_000 + n * 3 + each,
                path="",
                user=user,
                body="Good.",
                state="published",
                posted_at=joined,
                form_key=uuid4(),
            )
            for each in range(3)
        )
        people.append(user)
    return people
