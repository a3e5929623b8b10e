"""Starting an import, stopping it and taking it back. The worker does the rest (running.py)."""

from dataclasses import asdict

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from serial.manuscripts.importing.reader_comments import knows_author
from serial.manuscripts.importing.report import report_of
from serial.manuscripts.importing.running import add_import_job
from serial.manuscripts.importing.story_changes import (
    change_story,
    claim_story_urls,
    create_planned_story,
)
from serial.manuscripts.models import ImportedChapter, Manuscript, ManuscriptImport
from serial.manuscripts.models.manuscript import State
from serial.manuscripts.planning.changing import lock_plan
from serial.manuscripts.planning.reading_job import open_document
from serial.manuscripts.planning.story_data import COMMENTS, URLS, StoryData


class NothingSelected(Exception):
    """Raised if no chapter of the plan is selected."""


@transaction.atomic
def start_import(manuscript: Manuscript, by: User) -> ManuscriptImport:
    """Adds the job that makes the selected chapters.

    Raises PermissionDenied, NothingSelected, TitleMissing, and PlanIsUsed if it was started before.
    """
    manuscript = lock_plan(manuscript.pk, by)
    plan = manuscript.read_plan()
    if not plan.selected():
        raise NothingSelected
    story, is_new = manuscript.story, manuscript.story is None
    if story is None:
        story = create_planned_story(manuscript, by)
        manuscript.story = story
    document = open_document(manuscript)
    act = ManuscriptImport.objects.create(
        story=story,
        manuscript=manuscript,
        by=by,
        name=manuscript.name,
        report=report_of(document, plan),
        with_comments=COMMENTS in manuscript.story_data.get("takes", []),
        knows_author=knows_author(document.authors, story, by),
        with_urls=URLS in manuscript.story_data.get("takes", []),
    )
    if is_new:
        act.story_changes = {"created": True}
    if manuscript.story_data:
        change_story(act, StoryData.from_json(manuscript.story_data), manuscript)
    if act.with_urls:
        claim_story_urls(act, document.old_urls)
    ImportedChapter.objects.bulk_create(
        ImportedChapter(
            act=act,
            position=position,
            title=chapter.title,
            planned=asdict(chapter),
            chapter_id=chapter.updates,
            updated_revision=chapter.revision,
        )
        for position, chapter in enumerate(plan.selected())
    )
    manuscript.state = State.USED
    manuscript.save(update_fields=["state", "story"])
    add_import_job(act)
    return act


@transaction.atomic
def stop_import(pk: int, by: User) -> None:
    """Leaves the rest as it is. What was made stays. Raises PermissionDenied."""
    act = _lock(pk, by)
    act.stop()
    # The worker deletes the file.
    add_import_job(act)


@transaction.atomic
def undo_import(pk: int, by: User) -> None:
    """Takes back all that it has made so far, and stops it. Raises PermissionDenied."""
    act = _lock(pk, by)
    if act.ask_undo(by):
        add_import_job(act)


def _lock(pk: int, by: User) -> ManuscriptImport:
    rows = ManuscriptImport.objects.select_for_update(of=("self",)).select_related("story")
    act = rows.get(pk=pk)
    if not act.story.is_managed_by(by):
        raise PermissionDenied
    return act
