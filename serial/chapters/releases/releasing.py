"""Setting when chapters are released.

No job runs at the release: queries compare `release_at` with the current time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from serial.chapters.models import Chapter, ReleaseSchedule
from serial.chapters.models.chapter import (
    EARLIEST_RELEASE,
    LATEST_RELEASE,
    RELEASE_RANGE_ERROR,
)
from serial.chapters.ordering import lock_story, renumber_if_needed
from serial.chapters.releases.bars import BARRED_ERROR, release_bar
from serial.chapters.releases.queue.assigning import QUEUE_FIELDS, assign_slots
from serial.chapters.totals import update_totals
from serial.compiled_queries import (
    CompiledTuples,
    CompiledUpdate,
    Ids,
    InIds,
    Placeholder,
)
from serial.stories.models.story import TAKEN_DOWN_ERROR


@dataclass(frozen=True)
class ReleaseMade:
    """A release by "Publish now": when it was, of which revision, and what there was before.

    former: the time for which the chapter was scheduled, or None for a draft.
    was_queued: whether this time was a slot of the release queue.
    """

    chapter: int
    revision: int
    released_at: datetime
    former: datetime | None
    was_queued: bool = False


def release_range_error() -> ValidationError:
    return ValidationError(RELEASE_RANGE_ERROR)


def validate_release(release_at: datetime) -> None:
    if not EARLIEST_RELEASE <= release_at < LATEST_RELEASE:
        raise release_range_error()


def set_release(chapter: Chapter, release_at: datetime | None) -> None:
    """Schedules the chapter, releases it (a time in the past) or reverts it to draft (None).

    It leaves the release queue, and those behind it move up.
    Raises ValidationError if the time is not between EARLIEST_RELEASE and LATEST_RELEASE, if
    moderators have taken the chapter down, or if its authors may not write at that time.
    """
    set_releases([(chapter, release_at)])


@transaction.atomic
def set_releases(plan: Iterable[tuple[Chapter, datetime | None]]) -> None:
    """Does `set_release` for all chapters of the plan. If one time is invalid, none changes."""
    plan = list(plan)
    story_ids = sorted({chapter.story_id for chapter, _release_at in plan})
    with_rhythm = _lock_with_rhythm(story_ids)
    released = {chapter.story_id for chapter, release_at in plan if release_at is not None}
    bars = {story_id: release_bar(story_id) for story_id in sorted(released)}
    chapters = []
    for chapter, release_at in plan:
        if release_at is not None:
            validate_release(release_at)
            bar = bars[chapter.story_id]
            if bar is not None and bar.covers(release_at):
                raise ValidationError(BARRED_ERROR)
            if chapter.is_taken_down:
                raise ValidationError(TAKEN_DOWN_ERROR)
        chapter.release_at, chapter.is_queued = release_at, False
        chapters.append(chapter)
    _save_releases(chapters)
    for story_id in with_rhythm:
        assign_slots(story_id)
    for story_id in story_ids:
        renumber_if_needed(story_id)
        update_totals(story_id)


def _lock_with_rhythm(story_ids: list[int]) -> list[int]:
    """Locks those of the stories that have a queue; returns their keys."""
    with_rhythm = [story_id for (story_id,) in _WITH_RHYTHM.rows(story_ids)]
    for story_id in with_rhythm:
        lock_story(story_id)
    return with_rhythm


def _with_rhythm(story_ids: Ids) -> QuerySet[ReleaseSchedule, tuple[int]]:
    schedules = ReleaseSchedule.objects.filter(InIds("story", story_ids))
    return schedules.order_by("story").values_list("story")


# Every release needs this query and the update.
_WITH_RHYTHM = CompiledTuples(_with_rhythm, Placeholder("story_ids"))
_RELEASE_TOGETHER = CompiledUpdate(
    lambda chapter_ids, _at: Chapter.objects.filter(InIds("pk", chapter_ids)),
    lambda _chapter_ids, at: {"release_at": at, "is_queued": False},
    *(Placeholder("chapter_ids"), Placeholder("at")),
)


def _save_releases(chapters: Sequence[Chapter]) -> None:
    """Most are of one chapter, or of many at the same time."""
    times = {chapter.release_at for chapter in chapters}
    if len(times) == 1:
        _RELEASE_TOGETHER.run([chapter.pk for chapter in chapters], *times)
    else:
        Chapter.objects.bulk_update(chapters, QUEUE_FIELDS, batch_size=200)


def set_silent(chapter: Chapter, is_silent: bool) -> None:
    """Chooses whether followers are told of the release. Without effect once it was released."""
    unreleased = Chapter.objects.filter(pk=chapter.pk).exclude(release_at__lte=timezone.now())
    if unreleased.update(is_silent=is_silent):
        chapter.is_silent = is_silent


def release_now(chapter: Chapter) -> None:
    if not chapter.is_released():
        set_release(chapter, timezone.now())


def revert_to_draft(chapter: Chapter) -> None:
    set_release(chapter, None)


def release_all_now(chapters: Iterable[Chapter]) -> list[ReleaseMade]:
    """Releases the unreleased chapters, all at the same time."""
    now = timezone.now()
    unreleased = [chapter for chapter in chapters if not chapter.is_released()]
    made = [
        ReleaseMade(chapter.pk, chapter.revision, now, chapter.release_at, chapter.is_queued)
        for chapter in unreleased
    ]
    set_releases((chapter, now) for chapter in unreleased)
    return made


def revert_all_to_draft(chapters: Iterable[Chapter]) -> int:
    """Reverts released and scheduled chapters to drafts; returns how many."""
    not_drafts = [chapter for chapter in chapters if not chapter.is_draft()]
    set_releases((chapter, None) for chapter in not_drafts)
    return len(not_drafts)
