"""The worker that sends the emails about a chapter, with its beginning or the whole: how many a
second, and its memory.
"""

import time
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from django.utils import timezone

from serial.mail.models import OutboxEmail
from serial.mail.sending.waking import wake_sender
from serial.notifications.email.releases import find_releases, queue_followers
from serial.notifications.models import ReleaseMailing
from tests.bench.figures import Measurement, Values
from tests.bench.followers import (
    FollowedStory,
    empty_outbox,
    is_worker_idle,
    make_followed_story,
)
from tests.bench.load import cpu_seconds
from tests.bench.mail_sink import mail_sink
from tests.bench.postgres_cpu import postgres_cpu_seconds
from tests.bench.scale import Scale
from tests.bench.worker import memory_mb, wait_until, worker

# Of the emails, after which the first memory is read: by then all code is loaded.
WARM_SHARE = 10
# Of whole chapters by mail. The longest has no room in an email, which has the beginning then.
WORDS_BY_MAIL = (2_000, 9_000, 30_000)


def measurements(scale: Scale, folder: Path) -> Iterator[Measurement]:
    story = make_followed_story("Sent by email", scale.emails)
    yield f"{scale.emails:,} emails about a chapter", partial(_send, story, scale.emails)
    for words in WORDS_BY_MAIL:
        count = scale.whole_chapter_emails
        story = make_followed_story(f"Sent whole, {words}", count, words=words)
        story.story.emails_whole_chapters = True
        story.story.save(update_fields=["emails_whole_chapters"])
        yield f"{count:,} whole chapters of {words:,} words", partial(_send, story, count)


def _send(story: FollowedStory, count: int) -> Values:
    _queue(story)
    warm = count // WARM_SHARE
    with mail_sink() as sink, worker({"EMAIL_URL": sink.url}) as process:
        wait_until(is_worker_idle)
        started, cpu = time.monotonic(), cpu_seconds([process.pid])
        cpu_of_server = postgres_cpu_seconds()
        OutboxEmail.objects.update(due_at=timezone.now())
        wake_sender()
        wait_until(lambda: _waiting() <= count - warm)
        memory = memory_mb(process.pid)
        wait_until(lambda: _waiting() == 0)
        seconds, cpu = time.monotonic() - started, cpu_seconds([process.pid]) - cpu
        cpu_of_server = postgres_cpu_seconds() - cpu_of_server
        memory_after = memory_mb(process.pid)
    return {
        "a CPU second of the worker": sink.emails / cpu,
        "a second": sink.emails / seconds,
        "CPU s of PostgreSQL": cpu_of_server,
        "MB after a tenth": memory,
        "MB after all": memory_after,
        "KB of an email": sink.kilobytes / max(sink.emails, 1),
        "emails": sink.emails,
        "recipients": sink.recipients,
    }


def _queue(story: FollowedStory) -> None:
    """Not due before the worker has started."""
    empty_outbox()
    story.release()
    find_releases({})
    for mailing in ReleaseMailing.objects.filter(story=story.story, ended_at=None):
        while queue_followers({"mailing": mailing.pk}) is not None:
            pass
    OutboxEmail.objects.update(due_at=timezone.now() + timedelta(hours=1))


def _waiting() -> int:
    return OutboxEmail.objects.waiting().count()
