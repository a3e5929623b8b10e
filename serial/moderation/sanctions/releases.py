"""A ban also ends the releases that were scheduled before: nothing appears by itself meanwhile.

Of a story on which another author works who is not banned, everything is released as before.
"""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.chapters.releases.bars import ReleaseBar
from serial.chapters.releases.queue.barring import apply_release_bar
from serial.compiled_queries import CompiledTuples, Placeholder
from serial.jobs.adding import add_job
from serial.jobs.kinds import Arguments, JobKind
from serial.moderation.choices import SanctionKind
from serial.moderation.models import Sanction
from serial.stories.models import Credit

# The member, and from when until when they are banned.
Ban = tuple[int | None, datetime, datetime | None]


def find_release_bar(story_pk: int) -> ReleaseBar | None:
    """The setting RELEASE_BAR: from the first ban of its authors until the first may write again.

    One query for a story none of whose authors is banned.
    """
    found = _BANS.rows(story_pk, timezone.now())
    if not found or len({member for member, _, _ in found}) < _authors(story_pk).count():
        return None
    last: dict[int | None, datetime | None] = {}
    for member, _starts_at, ends_at in found:
        former = last.get(member, ends_at)
        last[member] = None if ends_at is None or former is None else max(ends_at, former)
    ends = [end for end in last.values() if end is not None]
    return ReleaseBar(min(start for _, start, _ in found), min(ends, default=None))


def _authors(story_id: int) -> "QuerySet[Credit, object]":
    """Returns the keys of the members who are authors of the story."""
    credits = Credit.objects.accepted().filter(story=story_id, pen_name__user__isnull=False)
    return credits.order_by().values("pen_name__user").distinct()


def _bans(story_id: int, now: datetime) -> QuerySet[Sanction, Ban]:
    bans = Sanction.objects.in_force(now).filter(kind=SanctionKind.BANNED)
    of_authors = bans.filter(member__in=_authors(story_id))
    return of_authors.values_list("member", "starts_at", "ends_at")


# Every release asks, and most pages of the desk.
_BANS = CompiledTuples(_bans, Placeholder("story_id"), Placeholder("now"))


def bar_releases(arguments: Arguments) -> None:
    """The job of BAR_RELEASES_JOB, after a member was banned, or their ban was undone."""
    credits = Credit.objects.accepted().filter(pen_name__user=arguments["member"])
    scheduled = Chapter.objects.filter(release_at__gt=timezone.now(), deleted_at=None)
    stories = scheduled.filter(story__in=credits.values("story")).order_by("story")
    for story_pk in list(stories.values_list("story", flat=True).distinct()):
        apply_release_bar(story_pk)


BAR_RELEASES_JOB = JobKind("bar-releases", bar_releases)


def releases_changed(sanction: Sanction) -> None:
    """Is called in the transaction of a ban, and of its undoing.

    The job locks stories, which the decision must not do after its own thing.
    """
    if sanction.kind == SanctionKind.BANNED and sanction.member_id is not None:
        add_job(BAR_RELEASES_JOB, str(sanction.member_id), {"member": sanction.member_id})
