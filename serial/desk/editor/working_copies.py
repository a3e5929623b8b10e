"""Stores what an author types as a working copy, separate from the chapter, until it is saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.texts import BODY_MAX_LENGTH, TEXT_FIELDS, ChapterText
from serial.desk.models import WorkingCopy
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


@dataclass(frozen=True, kw_only=True)
class TypedText:
    """The contents of a form, its chapter (None: a new one of `story`) and its base revision."""

    text: ChapterText
    chapter: Chapter | None = None
    story: Story | None = None
    based_on: int = 0


def save_copy(key: UUID, by: User, typed: TypedText, sequence: int | None = None) -> WorkingCopy:
    """Stores the text under the form's key; without a `sequence` it counts as the newest.

    A request with an older or equal sequence changes nothing. Raises AlreadySaved, CopyTooLong
    or KeyBelongsToOther.
    """
    if sum(map(len, typed.text.as_dict().values())) > COPY_MAX_LENGTH:
        raise CopyTooLong
    try:
        return _store(key, by, typed, sequence)
    except IntegrityError:
        # Two first requests of one form at once: the other one created the row.
        return _store(key, by, typed, sequence)


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
    for name, value in typed.text.cleaned().as_dict().items():
        setattr(copy, name, value)
    copy.save()
    return copy


def mark_copy_saved(key: UUID | None, by: User) -> None:
    """Marks the copy as saved and empties it, so that a delayed request cannot change it.

    Also deletes this user's expired copies.
    """
    if key is None:
        return
    empty = dict.fromkeys(TEXT_FIELDS, "")
    WorkingCopy.objects.by(by).filter(key=key).update(saved_at=timezone.now(), **empty)
    WorkingCopy.objects.by(by).expired().delete()


def unsaved_copies(by: User, chapter: Chapter | None) -> list[WorkingCopy]:
    """Returns the user's copies of a chapter (None: new ones) that differ from the saved text."""
    copies = WorkingCopy.objects.by(by).unsaved().filter(chapter=chapter).select_related("story")
    saved = chapter.text() if chapter else ChapterText()
    return [copy for copy in copies[:MAX_UNSAVED_COPIES] if copy.text() != saved]


def update_story(chapter_ids: Sequence[int], story: Story) -> None:
    """Listed in the setting CHAPTERS_MOVED_HANDLERS: runs in the transaction that moves them."""
    WorkingCopy.objects.filter(chapter__in=chapter_ids).update(story=story)
