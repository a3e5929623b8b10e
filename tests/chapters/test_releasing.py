"""A chapter is there when its moment has come; nothing runs for it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from serial.chapters.deleting import delete_chapter, undelete_chapter
from serial.chapters.models import Chapter
from serial.chapters.releasing import (
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


def test_it_appears_at_its_moment_and_the_facts_with_it(
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


def test_facts_follow_every_change(make_chapter: MakeChapter, story: Story) -> None:
    def facts() -> tuple[int, int]:
        story.refresh_from_db()
        return story.words, story.chapter_count

    chapter = make_chapter("one two", release_in=None)
    assert facts() == (0, 0)
    release_now(chapter)
    assert facts() == (2, 1)
    delete_chapter(chapter)
    assert facts() == (0, 0)
    undelete_chapter(chapter)
    assert facts() == (2, 1)
    revert_to_draft(chapter)
    assert facts() == (0, 0)


def test_publishing_what_is_released_keeps_its_date(chapter: Chapter) -> None:
    before = chapter.release_at
    release_now(chapter)
    chapter.refresh_from_db()
    assert chapter.release_at == before


@pytest.mark.parametrize("year", [1899, 2200, 9999])
def test_a_release_that_cannot_be_meant_is_refused(chapter: Chapter, year: int) -> None:
    moment = datetime(year, 6, 1, tzinfo=UTC)
    with pytest.raises(ValidationError, match="between 1970 and 2199"):
        set_release(chapter, moment)
    with pytest.raises(IntegrityError, match="chapter_release_in_range"), transaction.atomic():
        Chapter.objects.filter(pk=chapter.pk).update(release_at=moment)


def test_recount_proves_and_mends(
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


def test_settling_costs_one_query_when_nothing_is_due(
    chapter: Chapter, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        refresh_due_totals()


def test_many_at_once_or_none(make_chapter: MakeChapter, story: Story) -> None:
    out, waiting, draft = make_chapter(), make_chapter(), make_chapter(release_in=None)
    set_release(waiting, FRIDAY + timedelta(days=3_650))
    too_late = datetime(2200, 1, 1, tzinfo=UTC)
    with pytest.raises(ValidationError):
        set_releases([(draft, FRIDAY), (waiting, too_late)])
    draft.refresh_from_db()
    assert draft.is_draft()
    before = out.release_at
    assert release_all_now([out, waiting, draft]) == 2
    out.refresh_from_db()
    assert out.release_at == before
    story.refresh_from_db()
    assert story.chapter_count == 3
    assert revert_all_to_draft([out, waiting]) == 2
    assert revert_all_to_draft([out]) == 0
    story.refresh_from_db()
    assert story.chapter_count == 1
