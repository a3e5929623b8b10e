"""Taking down a wave of comments with a worker of its own, while people go on commenting."""

import resource
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from uuid import uuid4

from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from accounts.models.user import MODERATORS
from serial.chapters.models import Chapter
from serial.comments.counters import count_from_rows
from serial.comments.models import Comment, Discussion
from serial.comments.posting import post_comment
from serial.comments.submission import CommentSubmission
from serial.jobs.models import Job
from serial.moderation.choices import DecisionKind, SanctionKind
from serial.moderation.decisions.recording import Ruling
from serial.moderation.models import Rule, Wave
from serial.moderation.sanctions.orders import SanctionOrder
from serial.moderation.waves.choosing import choose
from serial.moderation.waves.criteria import Criteria
from serial.moderation.waves.starting import start_wave, undo_wave
from tests.bench.figures import Measurement, Values
from tests.bench.sample_site import get_or_make_story
from tests.bench.scale import Scale
from tests.bench.worker import wait_until, worker
from tests.conftest import make_user
from tests.moderation.waves.many import make_comments

CHAPTERS, PEOPLE = 50, 40
OFFER = "I draw portraits of your heroes for a small price, number {number}, write to me today."


def measurements(scale: Scale, folder: Path) -> Iterator[Measurement]:
    moderator = make_user("wave-moderator")
    moderator.groups.add(Group.objects.get_or_create(name=MODERATORS)[0])
    rule = Rule.objects.create(number=90, title="No advertising", text="Do not advertise.")
    chapters = list(get_or_make_story("Wave", CHAPTERS).chapters.order_by("pk"))
    people = [make_user(f"wave-{n}") for n in range(PEOPLE)]
    with transaction.atomic():
        for chapter in chapters:
            count = scale.wave_comments // CHAPTERS
            make_comments(chapter, count, users=people, body=OFFER)
    wave = Started(moderator, rule, chapters)
    yield f"choose {scale.wave_comments:,} comments", wave.choose
    yield "reject them all", lambda: wave.measure(wave.start)
    yield "undo it", lambda: wave.measure(wave.undo)
    yield "reject them, killed in the middle", lambda: wave.measure(wave.start, is_killed=True)


class Started:
    """One wave after the other on the same comments."""

    def __init__(self, moderator: User, rule: Rule, chapters: list[Chapter]) -> None:
        self.moderator, self.rule, self.chapters = moderator, rule, chapters
        example = Comment.objects.filter(chapter__in=chapters).latest("pk")
        since = timezone.now() - timedelta(hours=2)
        self.criteria = Criteria(example=example.pk, likeness=50, since=since)
        self.writer = make_user(f"wave-writer-{uuid4().hex[:6]}")

    def choose(self) -> Values:
        started = time.process_time()
        selection = choose(self.criteria, DecisionKind.REJECT)
        return {"CPU s": time.process_time() - started, "found": len(selection.chosen)}

    def start(self) -> Wave:
        order = SanctionOrder(SanctionKind.SILENCED, 7)
        ruling = Ruling(kind=DecisionKind.REJECT, rule=self.rule, sanction=order)
        selection = choose(self.criteria, DecisionKind.REJECT)
        return start_wave(self.criteria, selection, ruling, self.moderator)

    def undo(self) -> Wave:
        wave = Wave.objects.latest("pk")
        undo_wave(wave.pk, self.moderator)
        return wave

    def measure(self, begin: Callable[[], Wave], *, is_killed: bool = False) -> Values:
        cpu = _cpu_of_ended_processes()
        with commenting(self.writer, self.chapters) as waits, worker() as first:
            wave = begin()
            started = time.monotonic()
            if is_killed:
                wait_until(lambda: _decided(wave) > wave.comments.count() / 2)
                first.send_signal(signal.SIGKILL)
                first.wait()
                # Its lease would end after a minute.
                Job.objects.exclude(lease=None).update(leased_until=timezone.now())
                with worker():
                    wait_until(lambda: _is_over(wave))
            else:
                wait_until(lambda: _is_over(wave))
            seconds = time.monotonic() - started
        return {
            "seconds": seconds,
            "CPU s of the worker, with its start": _cpu_of_ended_processes() - cpu,
            "decided": _decided(wave),
            "twice": _decided(wave) - wave.decisions.filter(undoes=None).count(),
            "counts that are wrong": sum(map(_is_miscounted, self.chapters)),
            "slowest comment meanwhile, ms": max(waits) * 1000,
        }


def _cpu_of_ended_processes() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _decided(wave: Wave) -> int:
    return wave.comments.exclude(progress="waiting").exclude(progress="left-out").count()


def _is_over(wave: Wave) -> bool:
    wave.refresh_from_db()
    return bool(wave.undone_at if wave.undo_asked_at else wave.ended_at)


def _is_miscounted(chapter: Chapter) -> bool:
    counts = count_from_rows(chapter)
    stored = Discussion.objects.filter(pk=chapter.pk).values(*counts).get()
    return bool(stored != counts)


@contextmanager
def commenting(user: User, chapters: list[Chapter]) -> Iterator[list[float]]:
    """Posts a comment on one of the chapters again and again. Gives how long each took, in s."""
    waits: list[float] = []
    is_over = Event()

    def comment() -> None:
        turn = 0
        while not is_over.wait(0.3):
            # Otherwise the rate limit would refuse it.
            Comment.objects.filter(user=user).update(user=None)
            started = time.monotonic()
            post_comment(
                CommentSubmission(
                    chapter=chapters[turn % len(chapters)],
                    form_key=uuid4(),
                    body=f"What a chapter, number {turn} of {uuid4()}.",
                    user=user,
                    seconds=60.0,
                )
            )
            waits.append(time.monotonic() - started)
            turn += 1
        connection.close()

    thread = Thread(target=comment)
    thread.start()
    try:
        yield waits
    finally:
        is_over.set()
        thread.join()
