"""Finds published announcements, and tells followers of them in the site and by email."""

import time
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from serial.jobs.adding import add_job
from serial.jobs.kinds import Arguments, JobKind
from serial.library.models import Follow
from serial.mail.models import OutboxEmail
from serial.notifications.channels import channels_for
from serial.notifications.email.events import EVENT_EMAIL, PREFIX
from serial.notifications.email.followers import queue_for_each
from serial.notifications.email.releases import (
    FOLLOWERS_AT_ONCE,
    NEWS_PERIOD,
    PART_SECONDS,
    SETTLE,
    SWEEP,
)
from serial.notifications.kinds import ANNOUNCEMENT
from serial.notifications.models import AnnouncementMailing, Notification
from serial.notifications.writing.rows import write_rows
from serial.stories.choices import Visibility
from serial.stories.models import Announcement


def find_announcements(arguments: Arguments) -> None:
    """The job of FIND_ANNOUNCEMENTS_JOB. For SETTLE its author can take it back untold."""
    now = timezone.now()
    new = Announcement.objects.published().exclude(story__visibility=Visibility.DRAFT)
    new = new.filter(
        published_at__gt=now - NEWS_PERIOD, published_at__lte=now - SETTLE, mailing=None
    )
    for pk in new.order_by().values_list("pk", flat=True):
        _start_mailing(pk)


FIND_ANNOUNCEMENTS_JOB = JobKind("find-announcements", find_announcements, every=SWEEP)


def was_told(announcement: Announcement) -> bool:
    """Whether followers were told of it. They are never told again."""
    return AnnouncementMailing.objects.filter(announcement=announcement).exists()


def _start_mailing(pk: int) -> None:
    try:
        with transaction.atomic():
            AnnouncementMailing.objects.create(announcement_id=pk)
            add_job(TELL_FOLLOWERS_JOB, str(pk), {"announcement": pk})
    except IntegrityError:
        # Another worker found it in the same moment, or it was erased.
        return


def tell_followers(arguments: Arguments) -> timedelta | None:
    """Tells the next followers, for PART_SECONDS. The job of TELL_FOLLOWERS_JOB."""
    end = time.monotonic() + PART_SECONDS
    while _tell_range(arguments["announcement"]):
        if time.monotonic() > end:
            return timedelta()
    return None


TELL_FOLLOWERS_JOB = JobKind("tell-followers", tell_followers)


def _tell_range(pk: int) -> bool:
    """Returns whether more followers are left. A range is one transaction with its progress."""
    mailings = AnnouncementMailing.objects.select_related("announcement__story")
    mailing = mailings.filter(pk=pk, ended_at=None).first()
    if mailing is None:
        return False
    announcement = mailing.announcement
    with transaction.atomic():
        # A member who follows later reads it on the page of the story.
        follows = Follow.objects.filter(created_at__lt=mailing.found_at)
        users = follows.next_told(
            announcement.story, after=mailing.done_until, at_most=FOLLOWERS_AT_ONCE
        )
        write_rows(_notification(mailing, user) for user in users)
        channels = channels_for(users, ANNOUNCEMENT, announcement.story)
        queue_for_each(users, channels, _email(mailing), mailing.found_at)
        if users:
            mailing.done_until = users[-1]
        if len(users) < FOLLOWERS_AT_ONCE:
            mailing.ended_at = timezone.now()
        mailing.save(update_fields=["done_until", "ended_at"])
    return mailing.ended_at is None


def _key(mailing: AnnouncementMailing) -> str:
    return f"{ANNOUNCEMENT}:{mailing.pk}"


def _notification(mailing: AnnouncementMailing, user: int) -> Notification:
    return Notification(
        user_id=user,
        kind=ANNOUNCEMENT,
        key=_key(mailing),
        announcement_id=mailing.pk,
        created_at=mailing.found_at,
        # The email is queued with it.
        queued_at=mailing.found_at,
    )


def _email(mailing: AnnouncementMailing) -> OutboxEmail:
    return OutboxEmail(
        kind=EVENT_EMAIL,
        event=f"{PREFIX}{_key(mailing)}",
        scope=f"story:{mailing.announcement.story_id}",
        arguments={"kind": ANNOUNCEMENT, "key": _key(mailing)},
    )
