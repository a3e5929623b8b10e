"""Changing a plan: where chapters begin, their titles and notes, and which are taken.

Chapters are named by the number of their first block, so that two tabs do not change each other's.
"""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from serial.manuscripts.documents import Document
from serial.manuscripts.models import Manuscript
from serial.manuscripts.models.manuscript import State
from serial.manuscripts.planning.existing import find_existing
from serial.manuscripts.planning.reading_job import open_document
from serial.manuscripts.splitting.cutting import SHORT_CHAPTER, make_chapter, plan_chapters
from serial.manuscripts.splitting.plan import Doubt, Method, Plan, PlannedChapter
from serial.markup.sanitizing.characters import clean_line
from serial.stories.models.story import TITLE_MAX_LENGTH


@dataclass(frozen=True)
class Typed:
    """What the form of a plan sends of a chapter."""

    title: str
    part: str
    is_selected: bool
    is_numbered: bool


class PlanIsUsed(Exception):
    """Raised if the chapters were made already."""


@transaction.atomic
def save_typed(manuscript: Manuscript, by: User, typed: Mapping[int, Typed]) -> Plan:
    """Takes what was typed, by the first block of each chapter. Raises PermissionDenied."""
    manuscript = lock_plan(manuscript.pk, by)
    plan = manuscript.read_plan()
    for chapter in plan.chapters:
        values = typed.get(chapter.start)
        if values is not None:
            chapter.title = clean_line(values.title).strip()[:TITLE_MAX_LENGTH]
            chapter.part = clean_line(values.part).strip()[:TITLE_MAX_LENGTH]
            chapter.is_selected, chapter.is_numbered = values.is_selected, values.is_numbered
    manuscript.set_plan(plan)
    return plan


def join_to_previous(manuscript: Manuscript, by: User, start: int) -> None:
    """Makes the chapter that begins at this block the end of the one before it."""

    def change(plan: Plan, document: Document) -> None:
        index = next((i for i, each in enumerate(plan.chapters) if each.start == start), 0)
        if not index:
            return
        before, joined = plan.chapters[index - 1], plan.chapters.pop(index)
        # Its title is text again, and its notes are.
        before.body_end = joined.body_end if joined.has_note_after() else joined.end
        before.end = joined.end
        before.is_selected |= joined.is_selected
        _judge(document, before)

    _change(manuscript, by, change)


def split_before(manuscript: Manuscript, by: User, block: int) -> None:
    """Begins a chapter with this block."""

    def change(plan: Plan, document: Document) -> None:
        for index, chapter in enumerate(plan.chapters):
            if chapter.start < block < chapter.end:
                after = make_chapter(document.blocks, block, chapter.end)
                chapter.end = block
                chapter.body = min(chapter.body, block)
                chapter.body_end = min(chapter.body_end, block)
                chapter.titles = min(chapter.titles, block - chapter.start)
                plan.chapters.insert(index + 1, after)
                _judge(document, chapter)
                _judge(document, after)
                return

    _change(manuscript, by, change)


def set_notes(manuscript: Manuscript, by: User, start: int, body: int, body_end: int) -> None:
    """Sets where the text begins and ends, between the notes of the chapter that starts there."""

    def change(plan: Plan, document: Document) -> None:
        chapter = plan.starting_at(start)
        if chapter is None:
            return
        first = chapter.start + chapter.titles
        chapter.body = min(max(body, first), chapter.end)
        chapter.body_end = min(max(body_end, chapter.body), chapter.end)
        _judge(document, chapter)

    _change(manuscript, by, change)


def set_titles(manuscript: Manuscript, by: User, start: int, count: int) -> None:
    """Sets how many of the first blocks are the title, and so not in the text."""

    def change(plan: Plan, document: Document) -> None:
        chapter = plan.starting_at(start)
        if chapter is None:
            return
        chapter.titles = min(max(count, 0), chapter.end - chapter.start)
        first = chapter.start + chapter.titles
        had_note = chapter.has_note_before()
        chapter.body = max(chapter.body, first) if had_note else first
        chapter.body_end = max(chapter.body_end, chapter.body)

    _change(manuscript, by, change)


def split_by(manuscript: Manuscript, by: User, method: str) -> None:
    """Makes the plan anew, by another method."""

    def change(plan: Plan, document: Document) -> None:
        if method not in plan.methods:
            return
        new = plan_chapters(document, Method(method))
        plan.method, plan.chapters = new.method, new.chapters

    _change(manuscript, by, change)


def lock_plan(pk: int, by: User) -> Manuscript:
    """Raises PermissionDenied, and PlanIsUsed."""
    rows = Manuscript.objects.select_for_update(of=("self",)).select_related("story")
    manuscript = rows.get(pk=pk)
    if not manuscript.is_managed_by(by):
        raise PermissionDenied
    if manuscript.state != State.PLANNED:
        raise PlanIsUsed
    return manuscript


@transaction.atomic
def _change(manuscript: Manuscript, by: User, change: Callable[[Plan, Document], None]) -> None:
    manuscript = lock_plan(manuscript.pk, by)
    plan, document = manuscript.read_plan(), open_document(manuscript)
    before: Set[tuple[int, int]] = {(each.start, each.end) for each in plan.chapters}
    change(plan, document)
    if {(each.start, each.end) for each in plan.chapters} != before:
        selected = {each.start for each in plan.chapters if each.is_selected}
        find_existing(manuscript.story, document, plan)
        for chapter in plan.chapters:
            chapter.is_selected = chapter.start in selected and not chapter.is_unchanged
    manuscript.set_plan(plan)


def _judge(document: Document, chapter: PlannedChapter) -> None:
    """Doubts a chapter that was cut or joined by its length only."""
    words = sum(block.words for block in document.blocks[chapter.body : chapter.body_end])
    chapter.doubt = Doubt.SHORT if words < SHORT_CHAPTER else ""
    chapter.doubt_about = 0
    chapter.updates = chapter.revision = None
    chapter.is_unchanged = False
