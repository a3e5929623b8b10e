"""Where chapters stand in their story. Every change goes through here, under one lock."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from serial.chapters.models import Chapter
from serial.stories.models import Part, Story


def lock_story(story_pk: int) -> Story:
    """Whoever changes the order of a story's chapters waits here for whoever does so already."""
    return Story.objects.select_for_update().get(pk=story_pk)


@transaction.atomic
def move_chapter(chapter: Chapter, place: int) -> None:
    """Moves a chapter to `place` among those kept, 1 for the first; beyond the end is the end."""
    lock_story(chapter.story_id)
    others = [other for other in _ordered_chapters(chapter.story_id) if other.pk != chapter.pk]
    chapter.refresh_from_db(fields=["position", "number", "part"])
    others.insert(max(place, 1) - 1, chapter)
    _write_positions(others)


def move_to_part(chapter: Chapter, part: Part | None) -> None:
    """Puts a chapter into a part, after those already there; out of any part it stays put."""
    move_all_to_part([chapter], part)


@transaction.atomic
def move_all_to_part(chapters: Sequence[Chapter], part: Part | None) -> None:
    """The same for chapters of one story, in its order; into an empty part behind their first."""
    if not chapters:
        return
    lock_story(chapters[0].story_id)
    for chapter in chapters:
        chapter.part = part
    Chapter.objects.bulk_update(chapters, ["part"], batch_size=200)
    kept = _ordered_chapters(chapters[0].story_id)
    moved = {chapter.pk for chapter in chapters}
    _write_positions(_grouped_in_part(kept, moved, part) if part else kept)


def _grouped_in_part(kept: list[Chapter], moved: set[int], part: Part) -> list[Chapter]:
    """The order with those moved behind each other, behind the last that was in the part."""
    moving = [chapter for chapter in kept if chapter.pk in moved]
    others = [chapter for chapter in kept if chapter.pk not in moved]
    places = [i + 1 for i, other in enumerate(others) if other.part_id == part.pk]
    first = kept.index(moving[0]) if moving else 0
    place = places[-1] if places else first
    return [*others[:place], *moving, *others[place:]]


class PositionNotFound(Exception):
    """The neighbour that a place was named by is no kept chapter of this story, or its part not."""


@dataclass(frozen=True)
class ChapterPosition:
    """Where a chapter stands: directly after another, or first of all, in a part or in none.

    Named by its neighbour rather than by a number, so that two people who arrange at once do not
    shift what the other one means.
    """

    after: int | None
    part: int | None


@transaction.atomic
def move_to_position(chapter: Chapter, place: ChapterPosition) -> ChapterPosition:
    """Puts a chapter there; returns where it stood. Raises NotInOrder, and changes nothing."""
    lock_story(chapter.story_id)
    kept = _ordered_chapters(chapter.story_id)
    return _insert_at(kept, _index(kept, chapter.pk), place)


@transaction.atomic
def move_up(chapter: Chapter) -> ChapterPosition:
    """One step up: over the chapter before it or, at a part's beginning, into the part before."""
    lock_story(chapter.story_id)
    kept = _ordered_chapters(chapter.story_id)
    here = _index(kept, chapter.pk)
    before = kept[here - 1] if here else kept[here]
    stays = before.part_id != kept[here].part_id
    neighbour = here - 1 if stays else here - 2
    after = kept[neighbour].pk if neighbour >= 0 else None
    return _insert_at(kept, here, ChapterPosition(after, before.part_id))


@transaction.atomic
def move_down(chapter: Chapter) -> ChapterPosition:
    """One step down: over the chapter after it or, at a part's end, into the part after."""
    lock_story(chapter.story_id)
    kept = _ordered_chapters(chapter.story_id)
    here = _index(kept, chapter.pk)
    next_one = kept[min(here + 1, len(kept) - 1)]
    stays = next_one.part_id != kept[here].part_id or next_one is kept[here]
    after = _pk_before(kept, here) if stays else next_one.pk
    return _insert_at(kept, here, ChapterPosition(after, next_one.part_id))


def _insert_at(kept: list[Chapter], here: int, place: ChapterPosition) -> ChapterPosition:
    chapter = kept[here]
    former = ChapterPosition(_pk_before(kept, here), chapter.part_id)
    others = [other for other in kept if other is not chapter]
    target = 0 if place.after is None else _index(others, place.after) + 1
    if place.part is not None and not Part.objects.filter(pk=place.part, story=chapter.story_id):
        raise PositionNotFound
    if chapter.part_id != place.part:
        chapter.part_id = place.part
        chapter.save(update_fields=["part"])
    _write_positions([*others[:target], chapter, *others[target:]])
    return former


def _index(chapters: list[Chapter], pk: int) -> int:
    for index, chapter in enumerate(chapters):
        if chapter.pk == pk:
            return index
    raise PositionNotFound


def _pk_before(kept: list[Chapter], here: int) -> int | None:
    return kept[here - 1].pk if here else None


@transaction.atomic
def set_numbered(chapter: Chapter, is_numbered: bool) -> None:
    """Counts a chapter, or leaves it out as prologues are; the others' numbers follow."""
    lock_story(chapter.story_id)
    chapter.is_numbered = is_numbered
    chapter.save(update_fields=["is_numbered"])
    renumber(chapter.story_id)


@transaction.atomic
def sort_by_parts(story: Story) -> None:
    """After its parts changed places: their chapters follow, those without a part stay put."""
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
    """Closes gaps and counts anew; within a transaction that holds the story's lock."""
    _write_positions(_ordered_chapters(story_pk))


def _ordered_chapters(story_pk: int) -> list[Chapter]:
    chapters = Chapter.objects.filter(story=story_pk, deleted_at=None).order_by("position", "pk")
    return list(chapters.only("pk", "position", "number", "is_numbered", "part"))


def _write_positions(chapters: list[Chapter]) -> None:
    """Writes place and number of each chapter of this order where they changed."""
    changed, number = [], 0
    for position, chapter in enumerate(chapters, start=1):
        number += chapter.is_numbered
        counted = number if chapter.is_numbered else None
        if (chapter.position, chapter.number) != (position, counted):
            chapter.position, chapter.number = position, counted
            changed.append(chapter)
    Chapter.objects.bulk_update(changed, ["position", "number"], batch_size=200)
