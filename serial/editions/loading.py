"""Reads what an edition contains: only what this reader may see, and only released chapters.

Authors get the same edition as their readers. Pictures that moderators hid are in none, for anyone.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Visitor
from serial.chapters.models import Chapter
from serial.chapters.models.chapter import ChapterQuerySet
from serial.compiled_queries import CompiledTuples
from serial.editions.source import (
    EditionChapter,
    EditionPart,
    EditionSource,
    EditionStory,
    Scope,
)
from serial.markup.one_line import set_marks
from serial.markup.sanitizing.characters import clean_characters, clean_line
from serial.moderation.hidden_pictures import hidden_names
from serial.moderation.pictures_in_texts import replace_hidden_pictures
from serial.stories.covers import portrait_name
from serial.stories.credit_lines import CreditLine, load_credit_lines
from serial.stories.models import Story
from serial.web.page_cache import fingerprint

# About 1 MB of HTML of common chapters: reading them together saves queries, not memory.
CHAPTERS_PER_QUERY = 20
NOBODY = AnonymousUser()
TEXT_COLUMNS = ("note_before_html", "body_html", "note_after_html")
_COLUMNS = (
    *("pk", "slug", "title", "number", "part", "part__title", "words"),
    *("release_at", "text_changed_at", "revision", "renderer_version"),
)


class NothingToShow(Exception):
    """Raised if the scope has no chapter that this reader may see."""


class TextChanged(Exception):
    """Raised if a chapter was changed or taken away after the source was loaded: load it again."""


@dataclass(frozen=True)
class ChapterTexts:
    """The kept HTML of a chapter and of its notes, well-formed, and its content note."""

    chapter: EditionChapter
    content_note: str
    note_before: str
    body: str
    note_after: str


# Yields the texts of the given chapters in their order.
ReadTexts = Callable[[Iterable[EditionChapter]], Iterator[ChapterTexts]]


def load_source(story: Story, user: Visitor, scope: Scope) -> EditionSource:
    """Raises NothingToShow. Reads no texts; the number of queries is always the same."""
    rows, scope = _rows(story.pk, user, scope)
    chapters = tuple(_chapter(story, row) for row in rows)
    if not chapters:
        raise NothingToShow
    return EditionSource(
        story=_describe(story),
        scope=scope,
        chapters=chapters,
        hidden_pictures=fingerprint(*sorted(hidden_names())),
    )


def iter_texts(
    source: EditionSource, story_pk: int, user: Visitor, chapters: Iterable[EditionChapter]
) -> Iterator[ChapterTexts]:
    """Yields the texts of these chapters of the source, some at a time. Raises TextChanged."""
    remaining = list(chapters)
    while batch := remaining[:CHAPTERS_PER_QUERY]:
        del remaining[:CHAPTERS_PER_QUERY]
        rows = _visible_chapters(story_pk, user).only("revision", "content_note", *TEXT_COLUMNS)
        found = rows.in_bulk([chapter.pk for chapter in batch])
        replace_hidden_pictures(found.values(), NOBODY, *TEXT_COLUMNS)
        for chapter in batch:
            row = found.get(chapter.pk)
            if row is None or row.revision != chapter.revision:
                raise TextChanged
            yield ChapterTexts(
                chapter,
                _line_of(source.story, row.content_note),
                *(clean_characters(getattr(row, column)) for column in TEXT_COLUMNS),
            )


def _visible_chapters(story_pk: int, user: Visitor, now: datetime | None = None) -> ChapterQuerySet:
    return Chapter.objects.visible_to(user, now).released(now).filter(story=story_pk)


# Any: the types of the columns are those of the fields of EditionChapter.
def _rows(story_pk: int, user: Visitor, scope: Scope) -> tuple[Iterable[tuple[Any, ...]], Scope]:
    if scope.is_whole():
        return _WHOLE_STORY.of(user).rows(story_pk, timezone.now(), user), scope
    chapters, scope = _in_scope(_visible_chapters(story_pk, user), scope)
    return chapters.in_order().values_list(*_COLUMNS), scope


def _whole_story(
    story_pk: int, now: datetime, user: Visitor
) -> "QuerySet[Chapter, tuple[Any, ...]]":
    return _visible_chapters(story_pk, user, now).in_order().values_list(*_COLUMNS)


_WHOLE_STORY = CompiledTuples.for_guests_and_members(_whole_story, "story_id", "now")


def _in_scope(chapters: ChapterQuerySet, scope: Scope) -> tuple[ChapterQuerySet, Scope]:
    """Returns the chapters, and the scope with its first and last chapter in the story's order."""
    if scope.part is not None:
        return chapters.filter(part=scope.part), scope
    if scope.first is None or scope.last is None:
        return chapters, scope
    ends = chapters.filter(pk__in=[scope.first, scope.last]).order_by("position", "pk")
    places = list(ends.values_list("position", "pk"))
    if {pk for _position, pk in places} != {scope.first, scope.last}:
        return chapters.none(), scope
    # Two chapters may have one position: databases reject none (decision 3).
    (begin, first), (end, last) = places[0], places[-1]
    from_first = Q(position__gt=begin) | Q(position=begin, pk__gte=first)
    to_last = Q(position__lt=end) | Q(position=end, pk__lte=last)
    return chapters.filter(from_first, to_last), Scope(first=first, last=last)


def _chapter(story: Story, row: tuple[Any, ...]) -> EditionChapter:
    pk, slug, title, number, part, part_title, *others = row
    return EditionChapter(
        pk,
        slug,
        _line_of(story, title),
        number,
        EditionPart(part, _line_of(story, part_title)) if part else None,
        *others,
    )


def _describe(story: Story) -> EditionStory:
    described = Story(summary_html=story.summary_html)
    replace_hidden_pictures([described], NOBODY, "summary_html")
    return EditionStory(
        uid=story.uid,
        slug=story.slug,
        title=_line_of(story, story.title),
        language=story.language,
        direction=story.direction(),
        smart_punctuation=story.smart_punctuation,
        summary_html=clean_characters(described.summary_html),
        rating=str(story.get_rating_display()),
        status=str(story.get_status_display()),
        warnings=tuple(story.warning_labels()),
        content_notes=_line_of(story, story.content_notes),
        tags=tuple(clean_line(name) for _kind, _slug, name in story.tag_list()),
        copyright_line=_line_of(story, story.copyright_line),
        cover=portrait_name(story),
        cover_alt=clean_line(story.cover_alt) if story.cover else "",
        credits=tuple(
            CreditLine(clean_line(credit.name), credit.slug, credit.role)
            for credit in load_credit_lines(story.pk)
        ),
    )


def _line_of(story: Story | EditionStory, text: str) -> str:
    line = set_marks(text, story.language, smart_punctuation=story.smart_punctuation)
    return clean_line(line)
