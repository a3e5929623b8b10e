"""What a story's page shows: rows to compare, made into something to show only if it is not cached.

Every query is compiled.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Visitor
from serial.chapters.models import Chapter
from serial.chapters.until_release import UntilRelease
from serial.comments.muting import muted_counts_by_chapter
from serial.comments.summary import hides_feedback
from serial.compiled_queries import CompiledJson, CompiledTuples, FetchedRow, Placeholder
from serial.moderation.pictures_in_texts import replace_hidden_pictures
from serial.reading.announcements.rows import AnnouncementRow, latest_of_story
from serial.reading.chapter_rows import (
    ROW_COLUMNS,
    ChapterRow,
    subtract_muted_comments,
    without_comment_counts,
)
from serial.reading.related_stories import load_other_stories
from serial.reading.responses import robots_directives
from serial.reading.story_cards import CardRows, StoryCard, make_cards
from serial.stories.credit_lines import CreditLine, load_credit_lines
from serial.stories.models import Story, StoryTag


class StoryRows(NamedTuple):
    """What the page cache compares, beside columns of the story.

    chapters: as CHAPTERS fetches them. muted_counts: comments that this member muted, by chapter.
    hides_feedback: whether this member is an author who paused feedback.
    tags: (kind, slug, name). others: of other stories of its authors.
    announcements: the newest two.
    """

    chapters: list[FetchedRow]
    muted_counts: dict[int, int]
    hides_feedback: bool
    credits: tuple[CreditLine, ...]
    tags: list[tuple[str, str, str]]
    others: CardRows
    announcements: tuple[AnnouncementRow, ...]


@dataclass(frozen=True)
class StoryPageData:
    story: Story
    rows: StoryRows

    def values(self) -> tuple[object, ...]:
        """Returns what the page shows.

        Chapters that an author sees before their release have another look after it: the story's
        next release changes at the same moment.
        """
        story = self.story
        return (
            *(story.slug, story.title, story.language, story.summary_html, story.copyright_line),
            story.smart_punctuation,
            *(story.status, story.rating, story.warnings, story.content_notes),
            *(story.words, story.chapter_count, story.last_release_at is None),
            *(story.next_release_at, story.shows_next_release, story.announced_return()),
            *(story.cover.name, story.cover_alt, story.drawn_cover),
            *(story.visibility, robots_directives(story)),
            *self.rows,
        )

    @cached_property
    def chapters(self) -> list[ChapterRow]:
        # The columns are the same for guests and members.
        in_order = sorted(CHAPTERS.guests.convert(self.rows.chapters), key=itemgetter(-1, 0))
        rows = [ChapterRow(*columns) for *columns, _position in in_order]
        if self.rows.hides_feedback:
            return without_comment_counts(rows)
        return subtract_muted_comments(rows, self.rows.muted_counts)

    def last_number(self) -> int:
        return max((row.number or 0 for row in self.chapters), default=0)

    def comment_count(self) -> int:
        return sum(row.comment_count or 0 for row in self.chapters)

    def first_chapter_url(self) -> str:
        return self.chapters[0].url(self.story) if self.chapters else ""

    def other_stories(self) -> list[StoryCard]:
        return list(make_cards(self.rows.others).values())


def load_story_page(story: Story, user: Visitor) -> StoryPageData:
    replace_hidden_pictures([story], user, "summary_html")
    load = partial(_load_rows, story, user)
    return StoryPageData(story, REMEMBERED.get(timezone.now(), (story.pk, user.pk), load))


def _load_rows(story: Story, user: Visitor, at: datetime) -> StoryRows:
    hides = hides_feedback(user, story)
    return StoryRows(
        chapters=CHAPTERS.of(user).fetch(story.pk, at, user),
        muted_counts={} if hides else muted_counts_by_chapter(user, story),
        hides_feedback=hides,
        credits=load_credit_lines(story.pk),
        tags=TAGS_OF_STORY.rows(story.pk),
        others=load_other_stories(story.pk, user),
        announcements=latest_of_story(story.pk, user),
    )


def _chapters(story: int, at: datetime, user: Visitor) -> "QuerySet[Chapter, tuple[Any, ...]]":
    """Returns the columns of a ChapterRow and the position."""
    chapters = Chapter.objects.visible_to(user, at).filter(story=story)
    return chapters.order_by().values_list(*ROW_COLUMNS, "position")


def _tags(story: int) -> "QuerySet[StoryTag, tuple[str, str, str]]":
    tags = StoryTag.objects.filter(story=story)
    return tags.values_list("tag__kind", "tag__slug", "tag__name")


# Of 1,000 chapters 100 kB each.
REMEMBERED = UntilRelease[StoryRows](max_results=100)
CHAPTERS = CompiledJson.for_guests_and_members(_chapters, "story_id", "at")
TAGS_OF_STORY = CompiledTuples(_tags, Placeholder("story_id"))
