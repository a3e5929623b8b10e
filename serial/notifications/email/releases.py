"""Finds chapters that were announced, and puts emails to their followers into the outbox."""

import time
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, Min, OuterRef, Q
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.chapters.models.chapter import ChapterQuerySet, announced_q
from serial.jobs.adding import add_job
from serial.jobs.kinds import Arguments, JobKind
from serial.library.models import Follow
from serial.mail.models import OutboxEmail
from serial.notifications.channels import channels_for
from serial.notifications.email.followers import queue_for_each
from serial.notifications.kinds import CHAPTER
from serial.notifications.models import ReleaseMailing, ReleaseMailingChapter

SWEEP = timedelta(seconds=15)
# Chapters that come out within this time of each other are one email; nobody waits longer than
# LONGEST_WAIT for the next one.
SETTLE = timedelta(seconds=20)
LONGEST_WAIT = timedelta(seconds=45)
# Older chapters were imported, or came out before the site sent emails.
NEWS_PERIOD = timedelta(days=2)
FOLLOWERS_AT_ONCE = 2_000
# Between its parts, other jobs of the queue have their turn.
PART_SECONDS = 5.0
# After each range it rests so many times as long as the range took, at most LONGEST_REST seconds:
# readers do not wait for the database. Measured with 100,000 followers on PostgreSQL, 2 processors
# (docs/performance.md).
RESTS = 4
LONGEST_REST = 0.4

CHAPTER_EMAIL = "chapter"


def find_releases(arguments: Arguments) -> None:
    """The job of FIND_RELEASES_JOB: nobody has to do anything at the moment of a release."""
    now = timezone.now()
    for is_again in (False, True):
        new = _unmailed(now, is_again=is_again)
        stories = new.order_by().values_list("story_id")
        for story_id, first, last in stories.annotate(Min("announced_at"), Max("announced_at")):
            if last <= now - SETTLE or first <= now - LONGEST_WAIT:
                pks = list(new.filter(story=story_id).values_list("pk", flat=True))
                _start_mailing(story_id, pks, is_again=is_again)


def untold_chapters(pks: Iterable[int]) -> set[int]:
    """Returns those of these chapters that followers are told of next."""
    chosen, now = Q(pk__in=list(pks)), timezone.now()
    found = [_unmailed(now, is_again=is_again).filter(chosen) for is_again in (False, True)]
    return {pk for chapters in found for pk in chapters.values_list("pk", flat=True)}


def _unmailed(now: datetime, *, is_again: bool) -> ChapterQuerySet:
    """Returns the chapters that were announced by their release, or again, without a mailing."""
    mailed = ReleaseMailingChapter.objects.filter(chapter=OuterRef("pk"), is_again=is_again)
    announced = Chapter.objects.announced(now).filter(announced_q(gt=now - NEWS_PERIOD))
    return announced.filter(~Exists(mailed), announced_again_at__isnull=not is_again)


FIND_RELEASES_JOB = JobKind("find-releases", find_releases, every=SWEEP)


def _start_mailing(story_id: int, chapters: list[int], *, is_again: bool) -> None:
    try:
        with transaction.atomic():
            mailing = ReleaseMailing.objects.create(story_id=story_id)
            ReleaseMailingChapter.objects.bulk_create(
                [
                    ReleaseMailingChapter(chapter_id=pk, mailing=mailing, is_again=is_again)
                    for pk in chapters
                ]
            )
            add_job(FOLLOWERS_JOB, str(mailing.pk), {"mailing": mailing.pk})
    except IntegrityError:
        # Another worker found them in the same moment, or one was erased.
        return


def queue_followers(arguments: Arguments) -> timedelta | None:
    """Queues the emails to the next followers, for PART_SECONDS. The job of FOLLOWERS_JOB."""
    started = time.monotonic()
    end = started + PART_SECONDS
    while _queue_range(arguments["mailing"]):
        now = time.monotonic()
        if now > end:
            return timedelta()
        time.sleep(min(RESTS * (now - started), LONGEST_REST))
        started = time.monotonic()
    return None


def _queue_range(pk: int) -> bool:
    """Returns whether more followers are left. A range is one transaction with its progress: a
    worker that is killed leaves nobody out and tells nobody twice.
    """
    mailings = ReleaseMailing.objects.select_related("story")
    mailing = mailings.filter(pk=pk, ended_at=None).first()
    if mailing is None:
        return False
    with transaction.atomic():
        users = Follow.objects.next_told(
            mailing.story, after=mailing.done_until, at_most=FOLLOWERS_AT_ONCE
        )
        channels = channels_for(users, CHAPTER, mailing.story)
        queue_for_each(users, channels, _chapter_email(mailing), mailing.found_at)
        if users:
            mailing.done_until = users[-1]
        if len(users) < FOLLOWERS_AT_ONCE:
            mailing.ended_at = timezone.now()
        mailing.save(update_fields=["done_until", "ended_at"])
    return mailing.ended_at is None


FOLLOWERS_JOB = JobKind("queue-followers", queue_followers)


def _chapter_email(mailing: ReleaseMailing) -> OutboxEmail:
    return OutboxEmail(
        kind=CHAPTER_EMAIL,
        event=f"release:{mailing.pk}",
        scope=f"story:{mailing.story_id}",
        arguments={"mailing": mailing.pk, "story": mailing.story_id},
    )
