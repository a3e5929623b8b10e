"""Brings HTML that an older renderer made up to the present one, in batches."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from django.db import models, transaction

from serial.chapters.models import Chapter
from serial.chapters.paragraph_ids import run_text_change_handlers
from serial.chapters.rendering import RENDERED_COLUMNS, render_chapter
from serial.chapters.totals import update_totals
from serial.markup.rendering import RENDERER_VERSION
from serial.stories.models import Story

Row = TypeVar("Row", bound=models.Model)


def rerender_chapters(batch: int, limit: int | None = None) -> Iterator[int]:
    """Renders chapters anew, yields how many after each batch, until none is left or `limit`.

    What is done is done: each row carries its version, so a run that was stopped goes on
    where it was. Locked row by row, so that nobody's save is overwritten.
    """
    done = 0
    while limit is None or done < limit:
        size = batch if limit is None else min(batch, limit - done)
        count = _rerender_batch(size)
        if not count:
            return
        done += count
        yield count


@transaction.atomic
def rerender_story(story: Story) -> None:
    """After the story's language or punctuation changed: all its chapters, at once."""
    for chapter in story.chapters.select_for_update(of=("self",)).iterator(chunk_size=100):
        chapter.story = story
        _render_again(chapter)
    update_totals(story.pk)


@transaction.atomic
def _rerender_batch(size: int) -> int:
    outdated = Chapter.objects.filter(renderer_version__lt=RENDERER_VERSION)
    chapters = list(
        outdated.select_related("story")
        .select_for_update(of=("self",))
        .order_by("renderer_version", "pk")[:size]
    )
    for chapter in chapters:
        _render_again(chapter)
    for story_pk in {chapter.story_id for chapter in chapters}:
        update_totals(story_pk)
    return len(chapters)


def _render_again(chapter: Chapter) -> None:
    aligned = render_chapter(chapter)
    chapter.save(update_fields=RENDERED_COLUMNS)
    run_text_change_handlers(chapter, aligned)


def rerender_rows(rows: "models.QuerySet[Row]", make: Callable[[Row], None], column: str) -> int:
    """The same for rows with one short text; returns how many."""
    outdated = rows.filter(renderer_version__lt=RENDERER_VERSION)
    count = 0
    for row in outdated.iterator(chunk_size=200):
        make(row)
        row.save(update_fields=[column, "renderer_version"])
        count += 1
    return count
