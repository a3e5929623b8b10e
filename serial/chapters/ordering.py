"""The order of the chapters in a story. Every change goes through here, under one lock."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.chapters.numbering import number_chapters
from serial.compiled_queries import CompiledQuery, CompiledTuples, Placeholder
from serial.stories.models import Part, Story


def lock_story(story_pk: int) -> Story:
    """Locks the story against other changes of its order until the transaction ends."""
    return _LOCKED_STORY.get(story_pk)


# Every change of a chapter asks.
_LOCKED_STORY = CompiledQuery(
    lambda story_id: Story.objects.select_for_update().filter(pk=story_id),
    Placeholder("story_id"),
)


def append_chapter(chapter: Chapter) -> int:
    """Gives a new chapter the last position and, if it is numbered, the next number.

    Does not save. The caller's transaction must hold the story's lock. Returns the next number.
    """
    # No row if the story has no chapter.
    [(last_position, numbered)] = LAST_CHAPTER.rows(chapter.story_id) or [(0, 0)]
    next_number: int = numbered + 1
    chapter.position = last_position + 1
    chapter.number = next_number if chapter.is_numbered else None
    return next_number


LAST_CHAPTER = CompiledTuples(
    lambda story_id: (
        Chapter.objects.filter(story=story_id, deleted_at=None)
        .order_by()
        .values("story")
        .annotate(last=Max("position"), numbered=Count("pk", filter=Q(is_numbered=True)))
        .values_list("last", "numbered")
    ),
    Placeholder("story_id"),
)


@transaction.atomic
def move_chapter(chapter: Chapter, position: int) -> None:
    """Moves a chapter to `position`, 1 for the first. Positions beyond the end mean the end."""
    lock_story(chapter.story_id)
    others = [other for other in _ordered_chapters(chapter.story_id) if other.pk != chapter.pk]
    chapter.refresh_from_db(fields=["position", "number", "release_at", "part"])
    others.insert(max(position, 1) - 1, chapter)
    _write_positions(others)


def move_to_part(chapter: Chapter, part: Part | None) -> None:
    """Moves a chapter to the end of a part. With None its position does not change."""
    move_all_to_part([chapter], part)


@transaction.atomic
def move_all_to_part(chapters: Sequence[Chapter], part: Part | None) -> None:
    """Does `move_to_part` for several chapters of one story, in the story's order.

    If the part is empty, the chapters follow the first of them.
    """
    if not chapters:
        return
    lock_story(chapters[0].story_id)
    for chapter in chapters:
        chapter.part = part
    Chapter.objects.bulk_update(chapters, ["part"], batch_size=200)
    ordered = _ordered_chapters(chapters[0].story_id)
    moved_ids = {chapter.pk for chapter in chapters}
    _write_positions(_grouped_in_part(ordered, moved_ids, part) if part else ordered)


def _grouped_in_part(ordered: list[Chapter], moved_ids: set[int], part: Part) -> list[Chapter]:
    """Returns the order in which the moved chapters follow the last other chapter of the part."""
    moved = [chapter for chapter in ordered if chapter.pk in moved_ids]
    others = [chapter for chapter in ordered if chapter.pk not in moved_ids]
    ends = [index + 1 for index, other in enumerate(others) if other.part_id == part.pk]
    first_moved = ordered.index(moved[0]) if moved else 0
    target = ends[-1] if ends else first_moved
    return [*others[:target], *moved, *others[target:]]


class PositionNotFound(Exception):
    """Raised if the neighbour or the part of a position does not belong to the story (any more)."""


@dataclass(frozen=True)
class ChapterPosition:
    """A position: after the chapter with the id `after` (None: first), in `part` (None: no part).

    It names a neighbour instead of a number, so that the changes of two authors at the same time
    do not shift each other's positions.
    """

    after: int | None
    part: int | None


@transaction.atomic
def move_to_position(chapter: Chapter, position: ChapterPosition) -> ChapterPosition:
    """Moves the chapter and returns its former position.

    Raises PositionNotFound, and changes nothing, if the position does not exist.
    """
    lock_story(chapter.story_id)
    ordered = _ordered_chapters(chapter.story_id)
    return _insert_at(ordered, _find_index(ordered, chapter.pk), position)


@transaction.atomic
def move_up(chapter: Chapter) -> ChapterPosition:
    """Moves the chapter before the previous one or, at the start of a part, into the part before.

    Returns its former position.
    """
    lock_story(chapter.story_id)
    ordered = _ordered_chapters(chapter.story_id)
    index = _find_index(ordered, chapter.pk)
    previous = ordered[index - 1] if index else ordered[index]
    changes_only_part = previous.part_id != ordered[index].part_id
    neighbour = index - 1 if changes_only_part else index - 2
    after = ordered[neighbour].pk if neighbour >= 0 else None
    return _insert_at(ordered, index, ChapterPosition(after, previous.part_id))


@transaction.atomic
def move_down(chapter: Chapter) -> ChapterPosition:
    """Moves the chapter after the next one or, at the end of a part, into the part after.

    Returns its former position.
    """
    lock_story(chapter.story_id)
    ordered = _ordered_chapters(chapter.story_id)
    index = _find_index(ordered, chapter.pk)
    following = ordered[min(index + 1, len(ordered) - 1)]
    is_last = following is ordered[index]
    changes_only_part = following.part_id != ordered[index].part_id
    after = _pk_before(ordered, index) if changes_only_part or is_last else following.pk
    return _insert_at(ordered, index, ChapterPosition(after, following.part_id))


def _insert_at(ordered: list[Chapter], index: int, position: ChapterPosition) -> ChapterPosition:
    """Moves the chapter at `index` of the order to a position; returns its former position."""
    chapter = ordered[index]
    former = ChapterPosition(_pk_before(ordered, index), chapter.part_id)
    others = [other for other in ordered if other is not chapter]
    target = 0 if position.after is None else _find_index(others, position.after) + 1
    part = position.part
    if part is not None and not Part.objects.filter(pk=part, story=chapter.story_id):
        raise PositionNotFound
    if chapter.part_id != part:
        chapter.part_id = part
        chapter.save(update_fields=["part"])
    _write_positions([*others[:target], chapter, *others[target:]])
    return former


def _find_index(chapters: list[Chapter], pk: int) -> int:
    for index, chapter in enumerate(chapters):
        if chapter.pk == pk:
            return index
    raise PositionNotFound


def _pk_before(ordered: list[Chapter], index: int) -> int | None:
    return ordered[index - 1].pk if index else None


@transaction.atomic
def set_numbered(chapter: Chapter, is_numbered: bool) -> None:
    """Gives the chapter a number, or none (for prologues), and renumbers the others."""
    lock_story(chapter.story_id)
    chapter.is_numbered = is_numbered
    chapter.save(update_fields=["is_numbered"])
    renumber(chapter.story_id)


@transaction.atomic
def sort_by_parts(story: Story) -> None:
    """Sorts the chapters like their parts. Chapters without a part keep their positions."""
    lock_story(story.pk)
    chapters = _ordered_chapters(story.pk)
    rank = {pk: i for i, pk in enumerate(story.parts.values_list("pk", flat=True))}
    in_parts = iter(
        sorted(
            (chapter for chapter in chapters if chapter.part_id),
            key=lambda chapter: rank[chapter.part_id or 0],
        )
    )
    _write_positions([next(in_parts) if chapter.part_id else chapter for chapter in chapters])


def renumber(story_pk: int) -> None:
    """Closes gaps in positions and numbers. The caller's transaction must hold the story's lock."""
    _write_positions(_ordered_chapters(story_pk))


def has_wrong_numbers(story_pk: int) -> bool:
    return bool(_changed_positions(_ordered_chapters(story_pk)))


def renumber_if_needed(story_pk: int) -> None:
    """Renumbers the chapters after one that came out between them or was withdrawn.

    Takes no lock if no number changes, as after a release at the end of the story.
    """
    if has_wrong_numbers(story_pk):
        with transaction.atomic():
            lock_story(story_pk)
            renumber(story_pk)


def _ordered_chapters(story_pk: int) -> list[Chapter]:
    return CHAPTERS_IN_ORDER.rows(story_pk)


# Every change of the order and every release runs it.
CHAPTERS_IN_ORDER = CompiledQuery(
    lambda story_id: (
        Chapter.objects.filter(story=story_id, deleted_at=None)
        .order_by("position", "pk")
        .only("pk", "position", "number", "is_numbered", "release_at", "part")
    ),
    Placeholder("story_id"),
)


def _write_positions(ordered: list[Chapter]) -> None:
    """Saves the positions and numbers that differ from this order."""
    changed = _changed_positions(ordered)
    Chapter.objects.bulk_update(changed, ["position", "number"], batch_size=200)


def _changed_positions(ordered: list[Chapter]) -> list[Chapter]:
    """Sets the position and number of each chapter; returns those that had others."""
    changed = []
    numbers = number_chapters(ordered, timezone.now())
    for position, (chapter, number) in enumerate(zip(ordered, numbers, strict=True), start=1):
        if (chapter.position, chapter.number) != (position, number):
            chapter.position, chapter.number = position, number
            changed.append(chapter)
    return changed
