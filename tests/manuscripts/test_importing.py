"""Importing: drafts are made once, whatever happens, undone as one, and updated, not doubled."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from serial.chapters.releases.releasing import release_now
from serial.chapters.saving import SaveInfo, create_chapter, save_text
from serial.chapters.texts import ChapterText
from serial.jobs.models import Job
from serial.manuscripts.importing import running
from serial.manuscripts.importing.report import missing_counts, report_file
from serial.manuscripts.importing.running import run_import
from serial.manuscripts.importing.starting import (
    NothingSelected,
    start_import,
    stop_import,
    undo_import,
)
from serial.manuscripts.limits import MAX_BYTES
from serial.manuscripts.models import Manuscript, ManuscriptImport
from serial.manuscripts.models.manuscript import State
from serial.manuscripts.planning.changing import (
    PlanIsUsed,
    Typed,
    join_to_previous,
    save_typed,
    set_notes,
    split_before,
    split_by,
)
from serial.manuscripts.planning.pruning import discard_manuscript, prune_manuscripts
from serial.manuscripts.planning.uploading import TooManyManuscripts, store_manuscript
from serial.manuscripts.problems import CannotRead, Problem
from serial.stories.models import Story
from tests.manuscripts.conftest import THREE_CHAPTERS, Upload, stored_files, work

FIRST_BODY = "It *was* day 1 of the long rain."


def titles(story: Story) -> list[tuple[int | None, str]]:
    chapters = story.chapters.filter(deleted_at=None).in_order()
    return [(chapter.number, chapter.title) for chapter in chapters]


def imported(manuscript: Manuscript, by: User) -> ManuscriptImport:
    act = start_import(manuscript, by)
    work()
    act.refresh_from_db()
    return act


def test_drafts_are_made_in_order_with_notes(upload: Upload, story: Story, author: User) -> None:
    manuscript = upload()
    assert manuscript.state == State.PLANNED
    act = imported(manuscript, author)
    assert act.ended_at and missing_counts(act) == {}
    chapters = list(story.chapters.in_order())
    assert titles(story) == [(n, f"Title {n}") for n in (1, 2, 3)]
    first = chapters[0]
    assert first.title == "Title 1" and first.note_before == "Hello 1."
    assert first.body.startswith(FIRST_BODY) and first.is_draft()
    assert first.revisions.get().remark == "Imported from novel.md"


def test_files_are_deleted_when_the_import_has_ended(upload: Upload, author: User) -> None:
    manuscript = upload()
    assert len(stored_files()) == 2
    imported(manuscript, author)
    manuscript.refresh_from_db()
    assert not stored_files() and not manuscript.file and manuscript.state == State.USED


def test_import_is_undone_as_one(upload: Upload, story: Story, author: User) -> None:
    act = imported(upload(), author)
    undo_import(act.pk, author)
    undo_import(act.pk, author)
    work()
    act.refresh_from_db()
    assert act.undone_at and titles(story) == []


def test_undo_leaves_what_was_changed_or_released(
    upload: Upload, story: Story, author: User
) -> None:
    act = imported(upload(), author)
    first, second, _third = story.chapters.in_order()
    save_text(first, ChapterText(title="Mine"), SaveInfo(by=author), based_on=first.revision)
    release_now(second)
    undo_import(act.pk, author)
    work()
    assert story.chapters.filter(deleted_at=None).count() == 2
    reasons = act.chapters.filter(progress="not-undone").order_by("position")
    assert [row.reason for row in reasons] == [
        "Its text was changed meanwhile.",
        "It is scheduled or released.",
    ]


def test_same_file_again_changes_nothing(upload: Upload, story: Story, author: User) -> None:
    imported(upload(), author)
    again = upload()
    plan = again.read_plan()
    assert all(chapter.is_unchanged and not chapter.is_selected for chapter in plan.chapters)
    with pytest.raises(NothingSelected):
        start_import(again, author)
    assert story.chapters.count() == 3


def test_newer_file_updates_what_changed_and_can_be_undone(
    upload: Upload, story: Story, author: User
) -> None:
    imported(upload(), author)
    newer = upload(THREE_CHAPTERS.replace("day 2", "night 2") + "\n\n# Chapter 4\n\nNew.")
    plan = newer.read_plan()
    selected = [chapter.title for chapter in plan.selected()]
    assert selected == ["Title 2", ""] and plan.chapters[1].updates is not None
    act = imported(newer, author)
    second = story.chapters.get(title="Title 2")
    assert "night 2" in second.body and second.revision == 2
    assert story.chapters.count() == 4
    undo_import(act.pk, author)
    work()
    second.refresh_from_db()
    assert "night" not in second.body and story.chapters.filter(deleted_at=None).count() == 3


def test_chapter_that_was_edited_after_the_plan_is_not_overwritten(
    upload: Upload, story: Story, author: User
) -> None:
    imported(upload(), author)
    newer = upload(THREE_CHAPTERS.replace("day 2", "night 2"))
    second = story.chapters.get(title="Title 2")
    save_text(second, ChapterText(title="Title 2", body="Mine."), SaveInfo(by=author), based_on=1)
    act = imported(newer, author)
    second.refresh_from_db()
    assert second.body == "Mine."
    assert act.chapters.get().reason == "Its text was changed meanwhile."


def test_chapter_is_made_once_though_workers_are_killed(
    upload: Upload, story: Story, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    act = start_import(upload(), author)
    create = create_chapter
    calls = 0

    def killed(*args: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        chapter = create(*args, **options)
        if calls in (1, 3):
            raise KeyboardInterrupt
        return chapter

    monkeypatch.setattr(running, "create_chapter", killed)
    for _attempt in range(2):
        with pytest.raises(KeyboardInterrupt):
            run_import({"import": act.pk})
    run_import({"import": act.pk})
    assert [chapter.title for chapter in story.chapters.in_order()] == [
        f"Title {n}" for n in (1, 2, 3)
    ]


def test_stopped_import_keeps_what_was_made(
    upload: Upload, story: Story, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "CHAPTERS_AT_ONCE", 1)
    act = start_import(upload(), author)
    run_import({"import": act.pk})
    stop_import(act.pk, author)
    work()
    assert story.chapters.count() == 1 and not stored_files()


def test_two_submissions_import_once(upload: Upload, author: User) -> None:
    manuscript = upload()
    start_import(manuscript, author)
    with pytest.raises(PlanIsUsed):
        start_import(manuscript, author)


def test_only_authors_of_the_story(
    upload: Upload, story: Story, author: User, other_author: User, reader: User
) -> None:
    manuscript = upload()
    for person in (other_author, reader):
        with pytest.raises(PermissionDenied):
            start_import(manuscript, person)
        with pytest.raises(PermissionDenied):
            save_typed(manuscript, person, {})
        with pytest.raises(PermissionDenied):
            store_manuscript(story, person, [SimpleUploadedFile("a.md", b"a")], uuid4())
        with pytest.raises(PlanIsUsed):
            discard_manuscript(manuscript, person)
    act = start_import(manuscript, author)
    for person in (other_author, reader):
        for verb in (stop_import, undo_import):
            with pytest.raises(PermissionDenied):
                verb(act.pk, person)


def test_form_that_is_sent_twice_uploads_once(upload: Upload, story: Story, author: User) -> None:
    upload(is_read=False)
    key = uuid4()
    first = store_manuscript(story, author, [SimpleUploadedFile("a.md", b"# A")], key)
    second = store_manuscript(story, author, [SimpleUploadedFile("a.md", b"# A")], key)
    assert first == second


def test_limits_of_uploads(upload: Upload, story: Story, author: User, settings: Any) -> None:
    large = SimpleUploadedFile("a.md", b"a")
    large.size = MAX_BYTES + 1
    with pytest.raises(CannotRead) as raised:
        store_manuscript(story, author, [large], uuid4())
    assert raised.value.problem is Problem.TOO_LARGE
    settings.MANUSCRIPTS_PER_HOUR = 1
    upload(is_read=False)
    with pytest.raises(TooManyManuscripts) as refused:
        upload(is_read=False)
    assert 3500 < refused.value.seconds <= 3600 and len(stored_files()) == 1


def test_file_that_cannot_be_read_is_deleted_and_says_why(upload: Upload) -> None:
    manuscript = upload(b"PK\x03\x04 half", "novel.docx")
    assert (manuscript.state, manuscript.problem) == (State.FAILED, Problem.DAMAGED)
    assert not stored_files() and not manuscript.file


def test_titles_and_choices_are_taken(upload: Upload, story: Story, author: User) -> None:
    manuscript = upload()
    starts = [chapter.start for chapter in manuscript.read_plan().chapters]
    typed = {
        starts[0]: Typed("Salt", "Part One", True, True),
        starts[1]: Typed("", "", False, True),
        starts[2]: Typed("Prologue", "", True, False),
    }
    save_typed(manuscript, author, typed)
    act = imported(manuscript, author)
    first, third = story.chapters.in_order()
    assert (first.title, str(first.part), first.number) == ("Salt", "Part One", 1)
    assert (third.title, third.number) == ("Prologue", None)
    assert missing_counts(act) == {} and act.report["not_selected"]["words"] > 300


def test_chapters_are_joined_split_and_notes_moved(
    upload: Upload, story: Story, author: User
) -> None:
    manuscript = upload(THREE_CHAPTERS.replace("A/N: Hello 2.", "Hello 2.\n\nSecond."))
    first, second, third = manuscript.read_plan().chapters
    assert second.body == second.start + 1
    set_notes(manuscript, author, second.start, second.start + 3, second.end)
    join_to_previous(manuscript, author, third.start)
    manuscript.refresh_from_db()
    assert [each.start for each in manuscript.read_plan().chapters] == [first.start, second.start]
    split_before(manuscript, author, third.start)
    split_before(manuscript, author, third.start)
    manuscript.refresh_from_db()
    assert [each.title for each in manuscript.read_plan().chapters] == [
        "Title 1",
        "Title 2",
        "Title 3",
    ]
    act = imported(manuscript, author)
    assert story.chapters.get(title="Title 2").note_before == "Hello 2.\n\nSecond."
    assert missing_counts(act) == {}


def test_other_methods(upload: Upload, author: User) -> None:
    manuscript = upload()
    split_by(manuscript, author, "none")
    manuscript.refresh_from_db()
    assert len(manuscript.read_plan().chapters) == 1
    split_by(manuscript, author, "nonsense")
    split_by(manuscript, author, "headings")
    manuscript.refresh_from_db()
    assert len(manuscript.read_plan().chapters) == 3


def test_report_has_every_chapter(upload: Upload, author: User) -> None:
    report = report_file(imported(upload(), author))
    assert report["missing"] == {} and len(report["chapters"]) == 3
    assert report["source"]["counts"]["italic"] == report["made"]["italic"] == 120


@pytest.mark.age_of_files
def test_unused_manuscripts_and_lost_files_are_deleted(upload: Upload, author: User) -> None:
    manuscript, other = upload(), upload()
    Manuscript.objects.filter(pk=manuscript.pk).update(
        created_at=timezone.now() - timedelta(days=15)
    )
    prune_manuscripts({})
    assert Manuscript.objects.get() == other
    # Young files may belong to an upload that is being stored.
    assert len(stored_files()) == 4
    discard_manuscript(other, author)
    assert not Manuscript.objects.exists()


def test_reading_survives_a_killed_worker(upload: Upload) -> None:
    manuscript = upload(is_read=False)
    job = Job.objects.get()
    assert job.arguments == {"manuscript": manuscript.pk}
    work()
    manuscript.refresh_from_db()
    assert manuscript.state == State.PLANNED
