"""Everything that a chapter's page shows, read with three queries."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial
from typing import NamedTuple

from django.db.models import F, TextField, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.models import Visitor
from serial.annotations import read_annotations
from serial.chapters.models import Chapter
from serial.chapters.models.chapter import ChapterQuerySet, StoryColumns
from serial.chapters.totals import refresh_if_due
from serial.comments.summary import DiscussionSummary, summary_of, with_discussion
from serial.compiled_queries import CompiledQuery, partial_instance
from serial.moderation.pictures_in_texts import replace_hidden_pictures
from serial.reading.chapter_link import ChapterLink
from serial.reading.responses import robots_directives
from serial.stories.cover_links import link_preview
from serial.stories.cover_requests import ornament_of
from serial.stories.credit_lines import CreditLine, load_credit_lines
from serial.stories.models import Part, Story
from serial.stories.models.story import OPEN_TO_EVERYONE

SHOWN_TEXTS = ("note_before_html", "body_html", "note_after_html")


class ShownNote(NamedTuple):
    """The story-wide note under a chapter."""

    body_html: str
    ends_at: datetime


@dataclass(frozen=True)
class ChapterPageData:
    """A chapter read with `for_reading`, its neighbours, and the credits of its story.

    story_note: None if the story has none, or if it has ended.
    """

    chapter: Chapter
    previous: ChapterLink | None
    following: ChapterLink | None
    credits: tuple[CreditLine, ...]
    story_note: ShownNote | None = None

    @cached_property
    def discussion(self) -> DiscussionSummary:
        return summary_of(self.chapter)

    def values(self) -> tuple[object, ...]:
        """Returns what the page shows, except for the comments."""
        chapter, story = self.chapter, self.chapter.story
        return (
            *(chapter.slug, chapter.title, chapter.number, chapter.words, chapter.release_at),
            # Stands for the paragraph history, which tells where orphaned comments are shown.
            chapter.revision,
            # Changes with the clock alone: authors see a notice on the page until the release.
            chapter.is_released(),
            chapter.part.title if chapter.part else None,
            *(chapter.content_note, chapter.note_before_html, chapter.note_after_html),
            chapter.body_html,
            *(story.title, story.slug, story.language, story.comment_prompt),
            story.smart_punctuation,
            robots_directives(story),
            *(self.previous, self.following, self.credits, self.story_note),
            # With the release above, they make the URL of the preview.
            *(story.visibility, story.drawn_cover),
            # They make the ornament.
            *(story.uid, story.cover_ornament),
        )

    def preview_url(self) -> str:
        """Returns the path of the picture for link previews, or "" for what not everyone reads."""
        story = self.chapter.story
        is_readable = story.visibility in OPEN_TO_EVERYONE and self.chapter.is_released()
        return (
            link_preview(story.slug, story.drawn_cover) if is_readable and story.drawn_cover else ""
        )

    def context(self) -> dict[str, object]:
        return {
            "chapter": self.chapter,
            "story": self.chapter.story,
            # Each is several times on the page, but only made if the page is not cached.
            "chapter_url": SimpleLazyObject(self.chapter.get_absolute_url),
            "story_url": SimpleLazyObject(self.chapter.story.get_absolute_url),
            "ornament": partial(ornament_of, self.chapter.story),
            "credits": self.credits,
            "story_note": self.story_note,
            "previous": self.previous,
            "following": self.following,
            "preview": self.preview_url,
            "robots": robots_directives(self.chapter.story),
            "has_public_feed": self.chapter.story.visibility in OPEN_TO_EVERYONE,
        }


def load_chapter(user: Visitor, story_slug: str, chapter_slug: str) -> ChapterPageData | None:
    """Returns None if no chapter with these slugs is visible to the user."""
    now = timezone.now()
    chapters = rows_with_numbers(CHAPTER.of(user), story_slug, chapter_slug, now, user)
    if not chapters:
        return None
    ids = _neighbour_ids(chapters[0])
    replace_hidden_pictures(chapters, user, *SHOWN_TEXTS, "note_body_html")
    data = with_neighbours(chapters[0], NEIGHBOURS.of(user).rows(*ids, now, user))
    return replace(data, story_note=_shown_note(chapters[0], now))


def _shown_note(chapter: Chapter, at: datetime) -> ShownNote | None:
    note = read_annotations(chapter, NoteColumns, prefix="note_")
    if note.ends_at is None or note.ends_at <= at:
        return None
    return ShownNote(note.body_html, note.ends_at)


def load_draft(user: Visitor, drafts: ChapterQuerySet) -> ChapterPageData | None:
    """Returns the first of the chapters that a draft link opens, or None."""
    # A draft page never links to another draft, even if the user may see that one.
    released = Chapter.objects.visible_to(user).released()
    chapter = drafts.for_reading(released).first()
    if chapter is None:
        return None
    replace_hidden_pictures([chapter], user, *SHOWN_TEXTS)
    neighbours = released.filter(pk__in=_neighbour_ids(chapter)).only_for_links()
    return with_neighbours(chapter, list(neighbours))


def rows_with_numbers(query: CompiledQuery[Chapter], *values: object) -> list[Chapter]:
    """Returns the rows of a query for one chapter `with_story_columns`.

    Queries again if a chapter came out between others since the numbers were stored.
    """
    chapters = query.rows(*values)
    if chapters and refresh_if_due(_story_columns(chapters[0]).next_release_at):
        chapters = query.rows(*values)
    return chapters


class PartColumns(NamedTuple):
    part_title: str | None


class NoteColumns(NamedTuple):
    """Of the story-wide note; empty without one."""

    body_html: str
    ends_at: datetime | None


class NeighbourColumns(NamedTuple):
    """The primary keys of the chapters before and after this one, in the story's order."""

    previous_id: int | None
    next_id: int | None


def with_neighbours(chapter: Chapter, neighbours: list[Chapter]) -> ChapterPageData:
    """Builds the page's data from a chapter read with `for_reading` and its neighbours."""
    chapter.story = story = story_from_columns(chapter)
    if chapter.part_id:
        title = read_annotations(chapter, PartColumns).part_title
        chapter.part = partial_instance(Part, id=chapter.part_id, title=title)
    links = {
        neighbour.pk: ChapterLink.to_chapter(neighbour, story.slug) for neighbour in neighbours
    }
    previous, following = (links.get(pk) for pk in _neighbour_ids(chapter))
    return ChapterPageData(chapter, previous, following, load_credit_lines(story.pk))


def story_from_columns(chapter: Chapter) -> Story:
    """Returns the story of a chapter read `with_story_columns`, with only these loaded."""
    columns = _story_columns(chapter)
    return partial_instance(Story, id=chapter.story_id, **columns._asdict())


def _story_columns(chapter: Chapter) -> StoryColumns:
    return read_annotations(chapter, StoryColumns, prefix="story_")


def _neighbour_ids(chapter: Chapter) -> tuple[int, int]:
    neighbours = read_annotations(chapter, NeighbourColumns)
    return (neighbours.previous_id or 0, neighbours.next_id or 0)


def _chapter_query(story_slug: str, slug: str, at: datetime, user: Visitor) -> ChapterQuerySet:
    visible = Chapter.objects.visible_to(user, at)
    chapters = visible.for_reading(visible).filter(story__slug=story_slug, slug=slug)
    return with_discussion(
        chapters.annotate(
            note_body_html=Coalesce("story__note__body_html", Value(""), output_field=TextField()),
            note_ends_at=F("story__note__ends_at"),
        ),
        user,
    )


def _neighbours_query(
    previous_id: int, next_id: int, at: datetime, user: Visitor
) -> ChapterQuerySet:
    visible = Chapter.objects.visible_to(user, at)
    return visible.filter(pk__in=[previous_id, next_id]).only_for_links()


CHAPTER = CompiledQuery.for_guests_and_members(_chapter_query, "story_slug", "chapter_slug", "at")
NEIGHBOURS = CompiledQuery.for_guests_and_members(
    _neighbours_query, "chapter_id", "chapter_id", "at"
)
