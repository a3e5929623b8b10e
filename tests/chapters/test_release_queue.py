"""The release queue: chapters that are ready take the free slots of the story's rhythm in order."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from accounts.models import User
from accounts.takedown_reasons import TakedownReason
from serial.chapters.deleting import delete_chapter, undelete_chapter
from serial.chapters.models import Chapter, ReleaseSchedule
from serial.chapters.moving import move_to_story
from serial.chapters.releases.queue.arranging import (
    add_to_queue,
    move_in_queue,
    place_in_queue,
    remove_from_queue,
)
from serial.chapters.releases.queue.assigning import next_slot
from serial.chapters.releases.queue.changing import QueueChange, QueueRefused, undo_change
from serial.chapters.releases.queue.rhythm import (
    RhythmChoice,
    end_break,
    end_rhythm,
    set_rhythm,
    shift_by_weeks,
    skip_slot,
    take_break,
    unskip_slot,
)
from serial.chapters.releases.releasing import (
    ReleaseMade,
    release_all_now,
    release_now,
    set_release,
)
from serial.chapters.releases.undoing import undo_release, undo_releases
from serial.chapters.taking_down import put_back, take_down
from serial.chapters.totals import find_wrong_totals
from serial.stories.models import Story
from serial.times.rhythm import RhythmKind
from tests.conftest import MakeChapter, MakeStory
from tests.shared_rows import shared_rows

# A Wednesday.
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
FRIDAYS = RhythmChoice(
    RhythmKind.WEEKLY, date(2026, 11, 1), time(18), "America/New_York", [4], buffer_goal=3
)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def on_a_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@shared_rows
def three(story: Story, author: User, make_chapter: MakeChapter) -> list[Chapter]:
    """Three chapters in the queue, for 27 November, 4 and 11 December."""
    with time_machine.travel(NOW, tick=False):
        set_rhythm(story, FRIDAYS, author)
        chapters = [make_chapter(title=name, release_in=None) for name in "ABC"]
        add_to_queue(story, chapters, author)
    return [Chapter.objects.select_related("story").get(pk=chapter.pk) for chapter in chapters]


def queue_of(story: Story) -> str:
    """Returns the queue as "A 11-27, B 12-04"; also checks the totals."""
    assert list(find_wrong_totals()) == []
    rows = story.chapters.in_queue().values_list("title", "release_at")
    return ", ".join(f"{title} {timezone.localtime(at):%m-%d}" for title, at in rows if at)


def test_chapters_take_the_next_slots_in_the_order_of_the_story(
    story: Story, author: User, three: list[Chapter]
) -> None:
    assert queue_of(story) == "A 11-27, B 12-04, C 12-11"
    # 18:00 in New York.
    assert three[0].release_at == datetime(2026, 11, 27, 23, 0, tzinfo=UTC)
    add_to_queue(story, three, author)
    assert queue_of(story) == "A 11-27, B 12-04, C 12-11"


def test_released_chapter_leaves_the_queue_by_itself(
    story: Story, author: User, three: list[Chapter]
) -> None:
    with time_machine.travel(NOW + DAY * 3, tick=False):
        assert queue_of(story) == "B 12-04, C 12-11"
        move_in_queue(three[2], -1, author)
        assert queue_of(story) == "C 12-04, B 12-11"
        three[0].refresh_from_db()
        assert three[0].release_at == datetime(2026, 11, 27, 23, 0, tzinfo=UTC)
        with pytest.raises(QueueRefused):
            move_in_queue(three[0], 1, author)


@pytest.mark.parametrize(
    ("index", "steps", "expected"),
    [
        (0, 1, "B 11-27, A 12-04, C 12-11"),
        (2, -1, "A 11-27, C 12-04, B 12-11"),
        (2, -9, "C 11-27, A 12-04, B 12-11"),
        (0, 9, "B 11-27, C 12-04, A 12-11"),
        (0, -1, "A 11-27, B 12-04, C 12-11"),
    ],
)
def test_moving_one_moves_the_others(
    index: int, steps: int, expected: str, story: Story, author: User, three: list[Chapter]
) -> None:
    move_in_queue(three[index], steps, author)
    assert queue_of(story) == expected


@pytest.fixture
def pairs(story: Story, author: User, make_chapter: MakeChapter) -> list[Chapter]:
    """Five chapters in the queue, two a slot: two on 27 November, two on 4, one on 11 December."""
    set_rhythm(story, replace(FRIDAYS, chapters_per_slot=2), author)
    chapters = [make_chapter(title=name, release_in=None) for name in "ABCDE"]
    add_to_queue(story, chapters, author)
    return [Chapter.objects.select_related("story").get(pk=chapter.pk) for chapter in chapters]


def test_two_chapters_share_a_slot(
    story: Story, author: User, pairs: list[Chapter], make_chapter: MakeChapter
) -> None:
    assert queue_of(story) == "A 11-27, B 11-27, C 12-04, D 12-04, E 12-11"
    special = make_chapter(title="Special", release_in=None)
    set_release(special, datetime(2026, 12, 4, 23, 0, tzinfo=UTC))
    assert queue_of(story) == "A 11-27, B 11-27, C 12-04, D 12-11, E 12-11"
    set_rhythm(story, FRIDAYS, author)
    assert queue_of(story) == "A 11-27, B 12-11, C 12-18, D 12-25, E 01-01"


@pytest.mark.parametrize(
    ("index", "steps", "expected"),
    [
        (0, 1, "B 11-27, C 11-27, A 12-04, D 12-04, E 12-11"),
        (1, 1, "A 11-27, C 11-27, B 12-04, D 12-04, E 12-11"),
        (2, -1, "A 11-27, C 11-27, B 12-04, D 12-04, E 12-11"),
        (3, -1, "A 11-27, D 11-27, B 12-04, C 12-04, E 12-11"),
        (4, -9, "A 11-27, E 11-27, B 12-04, C 12-04, D 12-11"),
        (0, 9, "B 11-27, C 11-27, D 12-04, E 12-04, A 12-11"),
        (1, -1, "A 11-27, B 11-27, C 12-04, D 12-04, E 12-11"),
    ],
)
def test_step_leads_to_the_next_slot(
    index: int, steps: int, expected: str, story: Story, author: User, pairs: list[Chapter]
) -> None:
    move_in_queue(pairs[index], steps, author)
    assert queue_of(story) == expected


def test_removed_and_undone_chapters_keep_the_pairs(
    story: Story, author: User, pairs: list[Chapter]
) -> None:
    made = remove_from_queue(pairs[0], author)
    assert queue_of(story) == "B 11-27, C 11-27, D 12-04, E 12-04"
    undo_change(story.pk, made.before, made.after, author)
    assert queue_of(story) == "A 11-27, B 11-27, C 12-04, D 12-04, E 12-11"
    delete_chapter(pairs[2])
    assert queue_of(story) == "A 11-27, B 11-27, D 12-04, E 12-04"
    undelete_chapter(pairs[2])
    assert queue_of(story) == "A 11-27, B 11-27, C 12-04, D 12-04, E 12-11"


@pytest.mark.parametrize(
    ("index", "after", "expected"),
    [
        (0, 1, "B 11-27, A 12-04, C 12-11"),
        (2, 0, "A 11-27, C 12-04, B 12-11"),
        (2, None, "C 11-27, A 12-04, B 12-11"),
        (1, 0, "A 11-27, B 12-04, C 12-11"),
    ],
)
def test_chapter_is_placed_behind_another(
    index: int,
    after: int | None,
    expected: str,
    story: Story,
    author: User,
    three: list[Chapter],
) -> None:
    place_in_queue(three[index], None if after is None else three[after].pk, author)
    assert queue_of(story) == expected


def test_place_behind_a_chapter_that_left_the_queue_is_refused(
    story: Story, author: User, three: list[Chapter]
) -> None:
    remove_from_queue(three[1], author)
    with pytest.raises(QueueRefused, match="Not moved"):
        place_in_queue(three[0], three[1].pk, author)
    with pytest.raises(QueueRefused):
        place_in_queue(three[1], three[0].pk, author)
    assert queue_of(story) == "A 11-27, C 12-04"


def test_rhythm_without_a_weekday_has_no_slot(story: Story) -> None:
    ReleaseSchedule.objects.create(
        story=story, first_day=date(2026, 1, 1), time=time(18), time_zone="UTC"
    )
    assert next_slot(story.release_schedule) is None


def test_chapter_with_a_time_of_its_own_keeps_it(
    story: Story, author: User, three: list[Chapter], make_chapter: MakeChapter
) -> None:
    special = make_chapter(title="Special", release_in=None)
    set_release(special, datetime(2026, 12, 4, 23, 0, tzinfo=UTC))
    assert queue_of(story) == "A 11-27, B 12-11, C 12-18"
    set_rhythm(story, FRIDAYS, author)
    special.refresh_from_db()
    assert special.release_at == datetime(2026, 12, 4, 23, 0, tzinfo=UTC)
    set_release(special, special.release_at + timedelta(hours=1))
    assert queue_of(story) == "A 11-27, B 12-04, C 12-11"


def test_setting_a_release_takes_a_chapter_out_of_the_queue(
    story: Story, three: list[Chapter]
) -> None:
    set_release(three[0], NOW + DAY * 60)
    assert queue_of(story) == "B 11-27, C 12-04"


def test_skipped_slot_stays_empty(story: Story, author: User, three: list[Chapter]) -> None:
    skip_slot(story, date(2026, 12, 4), author)
    assert queue_of(story) == "A 11-27, B 12-11, C 12-18"
    unskip_slot(story, date(2026, 12, 4), author)
    assert queue_of(story) == "A 11-27, B 12-04, C 12-11"


def test_everything_moves_by_a_week(story: Story, author: User, three: list[Chapter]) -> None:
    shift_by_weeks(story, 1, author)
    assert queue_of(story) == "A 12-04, B 12-11, C 12-18"
    shift_by_weeks(story, -1, author)
    assert queue_of(story) == "A 11-27, B 12-04, C 12-11"


def test_interval_moves_by_exactly_a_week(story: Story, author: User, three: list[Chapter]) -> None:
    every_three = RhythmChoice(
        RhythmKind.INTERVAL, date(2026, 11, 26), time(18), "America/New_York", [], interval_days=3
    )
    set_rhythm(story, every_three, author)
    assert queue_of(story) == "A 11-26, B 11-29, C 12-02"
    shift_by_weeks(story, 1, author)
    assert queue_of(story) == "A 12-03, B 12-06, C 12-09"


def test_nothing_is_released_in_a_break(story: Story, author: User, three: list[Chapter]) -> None:
    take_break(story, date(2026, 12, 1), date(2026, 12, 18), author)
    assert queue_of(story) == "A 11-27, B 12-18, C 12-25"
    end_break(story, author)
    assert queue_of(story) == "A 11-27, B 12-04, C 12-11"
    with pytest.raises(QueueRefused):
        take_break(story, date(2026, 12, 18), date(2026, 12, 18), author)
    with pytest.raises(QueueRefused):
        take_break(story, date(2026, 10, 1), date(2026, 11, 1), author)


def test_removed_chapter_is_a_draft(story: Story, author: User, three: list[Chapter]) -> None:
    remove_from_queue(three[0], author)
    assert queue_of(story) == "B 11-27, C 12-04"
    three[0].refresh_from_db()
    assert three[0].is_draft() and not three[0].is_queued


def test_without_a_rhythm_there_is_no_queue(
    story: Story, author: User, make_chapter: MakeChapter
) -> None:
    with pytest.raises(QueueRefused, match="rhythm"):
        add_to_queue(story, [make_chapter(release_in=None)], author)


def test_end_of_the_rhythm_keeps_the_releases(
    story: Story, author: User, three: list[Chapter]
) -> None:
    end_rhythm(story, author)
    assert queue_of(story) == ""
    assert story.chapters.scheduled().count() == 3


def test_queue_that_is_longer_than_the_calendar_is_refused(
    story: Story, author: User, three: list[Chapter]
) -> None:
    late = RhythmChoice(RhythmKind.MONTHLY, date(2199, 11, 1), time(18), "UTC", [])
    with pytest.raises(ValidationError):
        set_rhythm(story, late, author)
    assert queue_of(story) == "A 11-27, B 12-04, C 12-11"
    with pytest.raises(ValidationError):
        shift_by_weeks(story, 10**6, author)


def test_deleted_chapter_leaves_and_restored_one_returns(
    story: Story, three: list[Chapter]
) -> None:
    delete_chapter(three[1])
    assert queue_of(story) == "A 11-27, C 12-04"
    undelete_chapter(three[1])
    assert queue_of(story) == "A 11-27, B 12-04, C 12-11"


def test_chapter_that_was_taken_down_returns_when_put_back(
    story: Story, moderator: User, author: User, three: list[Chapter]
) -> None:
    take_down(three[0], TakedownReason.RULES, moderator)
    assert queue_of(story) == "B 11-27, C 12-04"
    with pytest.raises(ValidationError):
        add_to_queue(story, [three[0]], author)
    put_back(three[0], TakedownReason.RULES, moderator)
    assert queue_of(story) == "A 11-27, B 12-04, C 12-11"


def test_undone_release_returns_to_its_slot(
    story: Story, author: User, three: list[Chapter]
) -> None:
    former = three[0].release_at
    release_now(three[0])
    assert queue_of(story) == "B 11-27, C 12-04"
    made = ReleaseMade(three[0].pk, three[0].revision, NOW, former, was_queued=True)
    undo_release(made, author)
    assert queue_of(story) == "A 11-27, B 12-04, C 12-11"


def test_undone_releases_return_to_their_slots(
    story: Story, author: User, three: list[Chapter]
) -> None:
    made = release_all_now([three[0], three[2]])
    assert queue_of(story) == "B 11-27"
    undo_releases(made, author)
    assert queue_of(story) == "A 11-27, B 12-04, C 12-11"


def test_chapter_that_moves_to_another_story_keeps_its_release(
    story: Story, author: User, three: list[Chapter], make_story: MakeStory
) -> None:
    target = make_story("The Boat")
    set_rhythm(target, FRIDAYS, author)
    draft = Chapter.objects.get(pk=three[2].pk)
    move_to_story([three[0]], target.pk)
    assert queue_of(story) == "B 11-27, C 12-04"
    moved = target.chapters.get()
    assert moved.release_at == three[0].release_at and not moved.is_queued
    move_to_story([draft], target.pk)
    assert queue_of(target) == ""


Change = Callable[[Story, User, list[Chapter]], QueueChange]
CHANGES: list[Change] = [
    lambda _story, by, three: move_in_queue(three[0], 1, by),
    lambda _story, by, three: remove_from_queue(three[1], by),
    lambda _story, by, three: place_in_queue(three[2], None, by),
    lambda story, by, _three: skip_slot(story, date(2026, 12, 4), by),
    lambda story, by, _three: shift_by_weeks(story, 1, by),
    lambda story, by, _three: take_break(story, date(2026, 12, 1), date(2026, 12, 18), by),
    lambda story, by, _three: set_rhythm(
        story, RhythmChoice(RhythmKind.MONTHLY, date(2026, 1, 1), time(9), "UTC", []), by
    ),
]


@pytest.mark.parametrize("change", CHANGES)
def test_each_change_can_be_undone_once(
    change: Change, story: Story, author: User, three: list[Chapter]
) -> None:
    made = change(story, author, three)
    assert queue_of(story) != "A 11-27, B 12-04, C 12-11"
    undo_change(story.pk, made.before, made.after, author)
    assert queue_of(story) == "A 11-27, B 12-04, C 12-11"
    with pytest.raises(QueueRefused):
        undo_change(story.pk, made.before, made.after, author)


def test_added_chapter_is_a_draft_again_when_undone(
    story: Story, author: User, three: list[Chapter], make_chapter: MakeChapter
) -> None:
    fourth = make_chapter(title="D", release_in=None)
    made = add_to_queue(story, [fourth], author)
    assert queue_of(story).endswith("D 12-18")
    undo_change(story.pk, made.before, made.after, author)
    fourth.refresh_from_db()
    assert fourth.is_draft()


def test_undo_is_refused_after_another_change_or_a_release(
    story: Story, author: User, three: list[Chapter]
) -> None:
    made = move_in_queue(three[0], 1, author)
    with (
        time_machine.travel(NOW + DAY * 3, tick=False),
        pytest.raises(QueueRefused, match="Not undone"),
    ):
        undo_change(story.pk, made.before, made.after, author)
    skip_slot(story, date(2026, 12, 11), author)
    with pytest.raises(QueueRefused):
        undo_change(story.pk, made.before, made.after, author)


@pytest.mark.parametrize("change", CHANGES)
def test_only_its_authors_change_the_queue_of_a_story(
    change: Change,
    story: Story,
    author: User,
    three: list[Chapter],
    other_author: User,
    moderator: User,
) -> None:
    for user in (other_author, moderator):
        with pytest.raises(PermissionDenied):
            change(story, user, three)
    story.soft_delete()
    with pytest.raises(PermissionDenied):
        change(story, author, three)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_authors_who_change_a_queue_at_once_leave_one_chapter_a_slot(
    story: Story, author: User, three: list[Chapter]
) -> None:
    start = Barrier(3)
    failures: list[Exception] = []

    def run(change: Callable[[], object]) -> None:
        try:
            start.wait()
            for _ in range(10):
                change()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    changes: list[Callable[[], object]] = [
        lambda: move_in_queue(three[0], 1, author),
        lambda: move_in_queue(three[2], -1, author),
        lambda: (
            delete_chapter(Chapter.objects.get(pk=three[1].pk)),
            undelete_chapter(Chapter.objects.get(pk=three[1].pk)),
        ),
    ]
    threads = [Thread(target=run, args=[change]) for change in changes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    days = [part.split()[1] for part in queue_of(story).split(", ")]
    assert days == ["11-27", "12-04", "12-11"]
