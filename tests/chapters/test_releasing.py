"""A scheduled chapter becomes readable at its release time, without any job."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from serial.chapters.deleting import delete_chapter, undelete_chapter
from serial.chapters.models import Chapter
from serial.chapters.releases.releasing import (
    release_all_now,
    release_now,
    revert_all_to_draft,
    revert_to_draft,
    set_release,
    set_releases,
)
from serial.chapters.totals import refresh_due_totals
from serial.stories.models import Story
from tests.conftest import MakeChapter

GUEST = AnonymousUser()
FRIDAY = datetime(2026, 11, 27, 18, 0, tzinfo=UTC)


def test_scheduled_chapter_and_totals_appear_at_the_release(
    make_chapter: MakeChapter, story: Story
) -> None:
    with time_machine.travel(FRIDAY - timedelta(minutes=1), tick=False) as clock:
        make_chapter("one two three")
        chapter = make_chapter("four five", release_in=timedelta(minutes=1))
        clock.move_to(FRIDAY - timedelta(seconds=1))
        refresh_due_totals()
        story.refresh_from_db()
        assert (story.words, story.chapter_count, story.next_release_at) == (3, 1, FRIDAY)
        assert not Chapter.objects.visible_to(GUEST).filter(pk=chapter.pk).exists()

        clock.move_to(FRIDAY)
        refresh_due_totals()
        story.refresh_from_db()
        assert (story.words, story.chapter_count, story.next_release_at) == (5, 2, None)
        assert story.last_release_at == FRIDAY
        assert Chapter.objects.visible_to(GUEST).filter(pk=chapter.pk).exists()


def test_totals_follow_every_change(make_chapter: MakeChapter, story: Story) -> None:
    def totals() -> tuple[int, int]:
        story.refresh_from_db()
        return story.words, story.chapter_count

    chapter = make_chapter("one two", release_in=None)
    assert totals() == (0, 0)
    release_now(chapter)
    assert totals() == (2, 1)
    delete_chapter(chapter)
    assert totals() == (0, 0)
    undelete_chapter(chapter)
    assert totals() == (2, 1)
    revert_to_draft(chapter)
    assert totals() == (0, 0)


def test_releasing_a_released_chapter_keeps_its_date(chapter: Chapter) -> None:
    before = chapter.release_at
    release_now(chapter)
    chapter.refresh_from_db()
    assert chapter.release_at == before


@pytest.mark.parametrize("year", [1899, 2200, 9999])
def test_release_out_of_range_is_refused(chapter: Chapter, year: int) -> None:
    release_at = datetime(year, 6, 1, tzinfo=UTC)
    with pytest.raises(ValidationError, match="between 1970 and 2199"):
        set_release(chapter, release_at)
    with pytest.raises(IntegrityError, match="chapter_release_in_range"), transaction.atomic():
        Chapter.objects.filter(pk=chapter.pk).update(release_at=release_at)


def test_recount_finds_and_corrects_wrong_totals(
    chapter: Chapter, story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("recount", "--check")
    assert "0 wrong totals in 1 stories" in capsys.readouterr().out
    Story.objects.update(words=999)
    with pytest.raises(SystemExit):
        call_command("recount", "--check")
    call_command("recount")
    assert "words is 999, should be 2" in capsys.readouterr().out
    story.refresh_from_db()
    assert story.words == 2


def test_recount_corrects_wrong_numbers(
    make_chapter: MakeChapter, capsys: pytest.CaptureFixture[str]
) -> None:
    chapters = [make_chapter(), make_chapter()]
    Chapter.objects.update(number=7)
    with pytest.raises(SystemExit):
        call_command("recount", "--check")
    call_command("recount")
    assert "the-lamp: wrong chapter numbers" in capsys.readouterr().out
    numbers = Chapter.objects.order_by("pk").values_list("number", flat=True)
    assert list(numbers) == [1, 2] and len(chapters) == 2


def test_refreshing_costs_one_query_when_nothing_is_due(
    chapter: Chapter, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        refresh_due_totals()


def test_several_releases_change_all_or_nothing(make_chapter: MakeChapter, story: Story) -> None:
    released, scheduled, draft = make_chapter(), make_chapter(), make_chapter(release_in=None)
    set_release(scheduled, FRIDAY + timedelta(days=3_650))
    too_late = datetime(2200, 1, 1, tzinfo=UTC)
    with pytest.raises(ValidationError):
        set_releases([(draft, FRIDAY), (scheduled, too_late)])
    draft.refresh_from_db()
    assert draft.is_draft()
    before = released.release_at
    assert len(release_all_now([released, scheduled, draft])) == 2
    released.refresh_from_db()
    assert released.release_at == before
    story.refresh_from_db()
    assert story.chapter_count == 3
    assert revert_all_to_draft([released, scheduled]) == 2
    assert revert_all_to_draft([released]) == 0
    story.refresh_from_db()
    assert story.chapter_count == 1
