"""Rendering stored HTML again after a change of the renderer, in batches."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from django.db import models, transaction

from serial.chapters.html.rendering import RENDERED_COLUMNS, render_chapter
from serial.chapters.html.text_changes import run_text_change_handlers
from serial.chapters.models import Chapter
from serial.chapters.totals import update_totals
from serial.markup.rendering import RENDERER_VERSION
from serial.stories.announcing import rerender_announcements
from serial.stories.models import Story
from serial.stories.story_notes import rerender_story_note

Row = TypeVar("Row", bound=models.Model)


def rerender_chapters(batch: int, limit: int | None = None) -> Iterator[int]:
    """Renders up to `limit` outdated chapters in batches; yields the size of each batch.

    Each row stores its renderer version, so a new run continues where an interrupted one stopped.
    Rows are locked, so that no concurrent save is overwritten.
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
    """Renders all texts of a story again, after its language or punctuation changed."""
    for chapter in story.chapters.select_for_update(of=("self",)).iterator(chunk_size=100):
        chapter.story = story
        rerender_chapter(chapter)
    update_totals(story.pk)
    rerender_announcements(story)
    rerender_story_note(story)


@transaction.atomic
def _rerender_batch(size: int) -> int:
    outdated = Chapter.objects.filter(renderer_version__lt=RENDERER_VERSION)
    chapters = list(
        outdated.select_related("story")
        .select_for_update(of=("self",))
        .order_by("renderer_version", "pk")[:size]
    )
    for chapter in chapters:
        rerender_chapter(chapter)
    for story_pk in {chapter.story_id for chapter in chapters}:
        update_totals(story_pk)
    return len(chapters)


def rerender_chapter(chapter: Chapter) -> None:
    aligned = render_chapter(chapter)
    chapter.save(update_fields=RENDERED_COLUMNS)
    run_text_change_handlers(chapter, aligned.change)


def rerender_rows(rows: "models.QuerySet[Row]", render: Callable[[Row], None], column: str) -> int:
    """Renders the outdated rows of a model with one short text in `column`; returns how many."""
    outdated = rows.filter(renderer_version__lt=RENDERER_VERSION)
    count = 0
    for row in outdated.iterator(chunk_size=200):
        render(row)
        row.save(update_fields=[column, "renderer_version"])
        count += 1
    return count
