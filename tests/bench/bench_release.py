"""A chapter comes out that many follow: its rows in the outbox, and what its guests see meanwhile.

The page of a chapter is loaded without pauses by wrk, from one gunicorn worker: before, while the
worker of the site writes the rows, and afterwards. wrk, gunicorn, the worker, the mail server and
PostgreSQL share the machine, so on few cores this is the worst case.
"""

import statistics
import time
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.mail.models import OutboxEmail
from serial.notifications.email.releases import find_releases, queue_followers
from serial.notifications.models import ReleaseMailing
from tests.bench.figures import Measurement, Values
from tests.bench.followers import (
    FollowedStory,
    empty_outbox,
    is_worker_idle,
    look_for_releases_now,
    make_followed_story,
)
from tests.bench.load import cpu_seconds, load
from tests.bench.mail_sink import mail_sink
from tests.bench.postgres_cpu import postgres_cpu_seconds
from tests.bench.sample_site import make_measured_chapter
from tests.bench.scale import Scale
from tests.bench.server import Server, run_gunicorn
from tests.bench.worker import MOST_SECONDS, wait_until, worker

# Of one figure of the load. Several of them fit into the time of the writing.
LOAD_SECONDS = 2
LOADS_BEFORE = 3


def measurements(scale: Scale, folder: Path) -> Iterator[Measurement]:
    count = scale.followers if connection.vendor == "postgresql" else scale.few_followers
    # The default is a daily digest. Who chose it has a row as well.
    many = make_followed_story("Followed by many", count, share_at_once=2)
    yield f"write the rows of {count:,} followers", partial(_write, many)
    chapter = make_measured_chapter()
    yield (
        f"the worker writes {count:,} while guests read",
        partial(_write_under_load, many, folder, chapter),
    )
    few = make_followed_story("Followed by few", scale.few_followers)
    yield f"{scale.few_followers:,} followers, to the last email", partial(_send, few)


def _write(story: FollowedStory) -> Values:
    """In this process, without anything beside it."""
    empty_outbox()
    chapter = story.release()
    started, cpu, cpu_of_server = time.monotonic(), time.process_time(), postgres_cpu_seconds()
    find_releases({})
    while (mailing := _mailing(chapter)) and mailing.ended_at is None:
        queue_followers({"mailing": mailing.pk})
    return {
        "s": time.monotonic() - started,
        "CPU s": time.process_time() - cpu,
        "CPU s of PostgreSQL": postgres_cpu_seconds() - cpu_of_server,
        "rows": OutboxEmail.objects.count(),
    }


def _write_under_load(story: FollowedStory, folder: Path, page: str) -> Values:
    empty_outbox()
    with (
        mail_sink() as sink,
        run_gunicorn(folder) as server,
        worker({"EMAIL_URL": sink.url}) as process,
    ):
        wait_until(is_worker_idle)
        before = [_per_second(server, page) for _ in range(LOADS_BEFORE)]
        cpu = cpu_seconds([process.pid])
        chapter = story.release()
        look_for_releases_now()
        meanwhile = []
        while not _is_written(chapter):
            meanwhile.append(_per_second(server, page))
            if len(meanwhile) * LOAD_SECONDS > MOST_SECONDS:
                raise TimeoutError("The rows were not written.")
        cpu = cpu_seconds([process.pid]) - cpu
        rows, sent = OutboxEmail.objects.count(), _sent().count()
    # The writing ended during the last of them.
    during = statistics.mean(meanwhile[:-1] or meanwhile)
    return {
        "s": _seconds_of_writing(chapter),
        "pages a second before": statistics.mean(before),
        "pages a second meanwhile": during,
        "% of before": 100 * during / statistics.mean(before),
        "CPU s of the worker": cpu,
        "rows": rows,
        "emails sent meanwhile": sent,
    }


def _per_second(server: Server, path: str) -> float:
    return load(server.url + path, server.processes, seconds=LOAD_SECONDS).per_second


def _send(story: FollowedStory) -> Values:
    """From the release on, with the time that the sweep waits for further chapters."""
    empty_outbox()
    with mail_sink() as sink, worker({"EMAIL_URL": sink.url}) as process:
        wait_until(is_worker_idle)
        cpu = cpu_seconds([process.pid])
        chapter = story.release(at=timezone.now())
        wait_until(lambda: _is_written(chapter))
        wait_until(lambda: not OutboxEmail.objects.waiting().exists())
        cpu = cpu_seconds([process.pid]) - cpu
    first, last = _sent().earliest("ended_at"), _sent().latest("ended_at")
    return {
        "s until the first email": _seconds_since(chapter, first.ended_at),
        "s until the last": _seconds_since(chapter, last.ended_at),
        "CPU s of the worker": cpu,
        "emails": sink.emails,
        "recipients": sink.recipients,
        "not sent": OutboxEmail.objects.exclude(state=OutboxEmail.State.SENT).count(),
    }


def _sent() -> "QuerySet[OutboxEmail]":
    return OutboxEmail.objects.filter(state=OutboxEmail.State.SENT)


def _mailing(chapter: Chapter) -> ReleaseMailing | None:
    return ReleaseMailing.objects.filter(chapters__chapter=chapter).first()


def _is_written(chapter: Chapter) -> bool:
    mailing = _mailing(chapter)
    return mailing is not None and mailing.ended_at is not None


def _seconds_of_writing(chapter: Chapter) -> float:
    mailing = ReleaseMailing.objects.get(chapters__chapter=chapter)
    return ((mailing.ended_at or timezone.now()) - mailing.found_at).total_seconds()


def _seconds_since(chapter: Chapter, moment: datetime | None) -> float:
    assert chapter.release_at is not None and moment is not None
    return (moment - chapter.release_at).total_seconds()
