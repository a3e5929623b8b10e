"""A story with very many followers, and a chapter of it that comes out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.chapters.totals import update_totals
from serial.jobs.models import Job
from serial.library.models import Follow
from serial.mail.models import OutboxEmail
from serial.notifications.choices import EmailFrequency
from serial.notifications.email.releases import FIND_RELEASES_JOB, SETTLE
from serial.notifications.kinds import CHAPTER
from serial.notifications.models import NotificationSetting
from serial.stories.models import Story
from tests.bench.copied_rows import copy_row, without_checks
from tests.bench.sample_site import WORDS, make_story, update_statistics
from tests.conftest import make_user


@dataclass(frozen=True)
class FollowedStory:
    story: Story
    followers: int

    def release(self, *, at: datetime | None = None) -> Chapter:
        """Makes a chapter that came out so long ago that the next sweep announces it, or `at`."""
        last = self.story.chapters.latest("position")
        chapter = Chapter.objects.create(
            story=self.story,
            title=f"Of the {last.position + 1}th day",
            slug=f"day-{last.position + 1}",
            position=last.position + 1,
            number=last.position + 1,
            words=last.words,
            body_html=last.body_html,
            release_at=at or timezone.now() - SETTLE,
        )
        update_totals(self.story.pk)
        return chapter


def make_followed_story(
    title: str, followers: int, *, share_at_once: int = 1, words: int = WORDS
) -> FollowedStory:
    """One of `share_at_once` followers gets an email at once, the others a daily digest."""
    story = make_story(title, 2, words=words)
    # Only what comes out from now on is announced.
    story.chapters.update(release_at=timezone.now() - timedelta(days=30))
    first = make_user(f"follower-{story.pk}")
    address = EmailAddress.objects.get(user=first)
    yesterday = timezone.now() - timedelta(days=1)
    follow = Follow.objects.create(user=first, story=story, created_at=yesterday)
    setting = NotificationSetting.objects.create(
        user=first, kind=CHAPTER, in_site=True, email=EmailFrequency.NOW
    )
    with without_checks():
        name, more = f"'follower-{story.pk}-' || n", followers - 1
        base = copy_row(first, more, {"username": name, "email": f"{name} || '@example.org'"})
        user = {"user_id": f"{base} + n"}
        copy_row(address, more, {**user, "email": f"{name} || '@example.org'"})
        copy_row(follow, more, user)
        chosen = f"{base} + n * {share_at_once}"
        copy_row(setting, more // share_at_once, {"user_id": chosen})
    update_statistics()
    return FollowedStory(story, followers)


def look_for_releases_now() -> None:
    """Instead of at the next sweep."""
    Job.objects.filter(kind=FIND_RELEASES_JOB.name).update(due_at=timezone.now())


def is_worker_idle() -> bool:
    """The regular jobs were added, and none is due or running."""
    jobs = Job.objects.all()
    is_busy = jobs.exclude(lease=None) | jobs.filter(due_at__lte=timezone.now())
    return jobs.filter(kind=FIND_RELEASES_JOB.name).exists() and not is_busy.exists()


def empty_outbox() -> None:
    OutboxEmail.objects.all().delete()
