"""Stores what an author types as a working copy, separate from the chapter, until it is saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.texts import BODY_MAX_LENGTH, TEXT_FIELDS, ChapterText
from serial.compiled_queries import CompiledRelatedQuery, Placeholder, UserPlaceholder
from serial.desk.models import WorkingCopy
from serial.params import parse_id
from serial.stories.models import Story

# Twice the limit of a chapter, so that pasting too much text does not lose it.
COPY_MAX_LENGTH = 2 * BODY_MAX_LENGTH
MAX_UNSAVED_COPIES = 20


class AlreadySaved(Exception):
    """Raised if this form's copy was saved as a revision; the form needs a new key."""


class CopyTooLong(Exception):
    """Raised above COPY_MAX_LENGTH characters."""


class KeyBelongsToOther(Exception):
    """Raised if the key belongs to another user's copy."""


@dataclass(frozen=True)
class CopyVersion:
    """A working copy as it was when a form was opened with its text: "<key>.<sequence>"."""

    key: UUID
    sequence: int

    def __str__(self) -> str:
        return f"{self.key}.{self.sequence}"

    @classmethod
    def parse(cls, text: str | None) -> Self | None:
        key, _, sequence = (text or "").partition(".")
        number = parse_id(sequence)
        try:
            return None if number is None else cls(UUID(key), number)
        except ValueError:
            return None


@dataclass(frozen=True, kw_only=True)
class TypedText:
    """The contents of a form, its chapter (None: a new one of `story`) and its base revision.

    continues: the working copy whose text the form was opened with.
    caret: the number of characters of the body before the cursor.
    """

    text: ChapterText
    chapter: Chapter | None = None
    story: Story | None = None
    based_on: int = 0
    continues: CopyVersion | None = None
    caret: int | None = None


def save_copy(key: UUID, by: User, typed: TypedText, sequence: int | None = None) -> WorkingCopy:
    """Stores the text under the form's key; without a `sequence` it counts as the newest.

    A request with an older or equal sequence changes nothing. Raises AlreadySaved, CopyTooLong
    or KeyBelongsToOther.
    """
    if sum(map(len, typed.text.as_dict().values())) > COPY_MAX_LENGTH:
        raise CopyTooLong
    try:
        copy = _store(key, by, typed, sequence)
    except IntegrityError:
        # Two first requests of one form at once: the other one created the row.
        copy = _store(key, by, typed, sequence)
    _discard_continued(typed.continues, by)
    return copy


def _discard_continued(version: CopyVersion | None, by: User) -> None:
    """Discards the copy that another form has continued, unless something was typed in it since.

    If the tab in which it was typed is still open, the next key there stores it again.
    """
    if version is not None:
        continued = WorkingCopy.objects.by(by).unsaved()
        continued = continued.filter(key=version.key, sequence=version.sequence)
        continued.update(discarded_at=timezone.now())


@transaction.atomic
def _store(key: UUID, by: User, typed: TypedText, sequence: int | None) -> WorkingCopy:
    copy = WorkingCopy.objects.select_for_update(of=("self",)).filter(key=key).first()
    if copy is None:
        copy = WorkingCopy(key=key, typed_by=by)
    elif copy.typed_by_id != by.pk:
        raise KeyBelongsToOther
    elif copy.saved_at:
        raise AlreadySaved
    elif sequence is not None and sequence <= copy.sequence:
        return copy
    copy.sequence = copy.sequence + 1 if sequence is None else sequence
    copy.chapter, copy.story, copy.based_on = typed.chapter, typed.story, typed.based_on
    copy.typed_at, copy.discarded_at = timezone.now(), None
    copy.caret = None if typed.caret is None else min(typed.caret, len(typed.text.body))
    for name, value in typed.text.cleaned().as_dict().items():
        setattr(copy, name, value)
    copy.save()
    return copy


def mark_copy_saved(key: UUID | None, by: User, continues: CopyVersion | None = None) -> None:
    """Marks the copy as saved and empties it, so that a delayed request cannot change it.

    Also the copy that it continues, unless something was typed in that one since. Deletes this
    user's expired copies.
    """
    if key is None:
        return
    saved = Q(key=key)
    if continues is not None:
        saved |= Q(key=continues.key, sequence=continues.sequence)
    empty = dict.fromkeys(TEXT_FIELDS, "")
    WorkingCopy.objects.by(by).filter(saved).update(saved_at=timezone.now(), **empty)
    WorkingCopy.objects.by(by).expired().delete()


def unsaved_copies(
    by: User, chapter: Chapter | None, story: Story | None = None
) -> list[WorkingCopy]:
    """Returns the user's copies of a chapter that differ from the saved text, newest first.

    Without a chapter: drafts that were never saved, of this story or, if it is None, of any.
    """
    if chapter is not None:
        copies = _OF_CHAPTER.rows(by, chapter.pk)
    elif story is not None:
        copies = _NEW_IN_STORY.rows(by, story.pk)
    else:
        copies = _NEW.rows(by)
    saved = chapter.text() if chapter else ChapterText()
    return [copy for copy in copies if copy.text() != saved]


# The compiled queries pass placeholders. fields: the other conditions.
def _unsaved(by: User, **fields: object) -> QuerySet[WorkingCopy]:
    copies = WorkingCopy.objects.by(by).unsaved().filter(**fields).select_related("story")
    return copies[:MAX_UNSAVED_COPIES]


# Every page of the editor asks.
_OF_CHAPTER = CompiledRelatedQuery(
    lambda user, chapter_id: _unsaved(user, chapter=chapter_id),
    *(UserPlaceholder("user"), Placeholder("chapter_id")),
)
_NEW_IN_STORY = CompiledRelatedQuery(
    lambda user, story_id: _unsaved(user, chapter=None, story=story_id),
    *(UserPlaceholder("user"), Placeholder("story_id")),
)
_NEW = CompiledRelatedQuery(lambda user: _unsaved(user, chapter=None), UserPlaceholder("user"))


def update_story(chapter_ids: Sequence[int], story: Story) -> None:
    """Listed in the setting CHAPTERS_MOVED_HANDLERS: runs in the transaction that moves them."""
    WorkingCopy.objects.filter(chapter__in=chapter_ids).update(story=story)
