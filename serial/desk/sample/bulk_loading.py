"""Loads a large sample site in bulk: for development, and to measure pages."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from random import Random

from django.db import reset_queries, transaction
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.chapters.totals import bulk_update_totals
from serial.comments.models import Comment
from serial.desk.sample.bulk_chapters import ChapterMaker, ChapterRows
from serial.desk.sample.bulk_comments import CommentMaker, CommentRows
from serial.desk.sample.bulk_moderation import ModerationMaker, ModerationRows
from serial.desk.sample.bulk_people import add_people
from serial.desk.sample.bulk_rows import NewIds
from serial.desk.sample.bulk_stories import StoryMaker, StoryRows
from serial.stories.covers import draw_covers
from serial.stories.models import Part, Story

# Stories stored in one transaction: about 10 MB of rows, which take a second.
STORIES_PER_TRANSACTION = 200
# SQLite makes smaller batches itself.
ROWS_PER_QUERY = 500


@dataclass
class Loaded:
    stories: int = 0
    chapters: int = 0
    comments: int = 0


def load_many(
    number: int,
    *,
    seed: int = 1,
    now: datetime | None = None,
    report: Callable[[Loaded], None] = lambda loaded: None,
    stories_per_transaction: int = STORIES_PER_TRANSACTION,
) -> Loaded:
    """Adds `number` stories with chapters, members and comments. Returns how many of each.

    On an empty site, the same seed and the same `now` give the same rows. `report` is called
    after each transaction. If one fails, those before it remain.
    """
    now = now or timezone.now()
    # A second run adds other stories than the first.
    rng = Random(f"{seed}-{Story.objects.count()}")  # noqa: S311 - reproducible, not secret
    with transaction.atomic():
        people = add_people(rng, number, now)
        stories = StoryMaker(rng, people)
    # With numbers of its own, so that the rest is the same with and without it.
    decisions = ModerationMaker(Random(seed), people)  # noqa: S311 - reproducible, not secret
    makers = (stories, ChapterMaker(rng, seed), CommentMaker(rng, people), decisions)
    loaded = Loaded()
    with _without_garbage_collection():
        while loaded.stories < number:
            size = min(stories_per_transaction, number - loaded.stories)
            _load_some(size, makers, now, loaded)
            # With DEBUG, Django would keep the text of all statements in memory.
            reset_queries()
            report(loaded)
    return loaded


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """The rows refer to each other without cycles, so scanning them only costs time: a fifth."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@transaction.atomic
def _load_some(
    size: int,
    makers: tuple[StoryMaker, ChapterMaker, CommentMaker, ModerationMaker],
    now: datetime,
    loaded: Loaded,
) -> None:
    story_maker, chapter_maker, comment_maker, moderation_maker = makers
    story_rows, chapter_rows, comment_rows = StoryRows(), ChapterRows(), CommentRows()
    chapter_ids, part_ids, comment_ids = NewIds(Chapter), NewIds(Part), NewIds(Comment)
    pks = NewIds(Story).take(size)
    authors: dict[int, int] = {}
    for new_story in story_maker.make(pks, story_rows, now):
        chapters = chapter_maker.make(new_story, chapter_ids, part_ids, chapter_rows, now)
        authors[new_story.story.pk] = next(iter(new_story.pen_names))
        comment_maker.make(chapters, new_story.pen_names, comment_ids, comment_rows, now)
    story_rows.store(ROWS_PER_QUERY)
    chapter_rows.store(ROWS_PER_QUERY)
    bulk_update_totals(Story.objects.filter(pk__in=pks))
    comment_rows.store(ROWS_PER_QUERY)
    moderation_rows = ModerationRows()
    moderation_maker.make(comment_rows.comments, authors, moderation_rows)
    moderation_rows.store(ROWS_PER_QUERY)
    draw_covers(Story.objects.filter(pk__in=pks).order_by("pk"))
    loaded.stories += size
    loaded.chapters += len(chapter_rows.chapters)
    loaded.comments += len(comment_rows.comments)
