"""Keeping what is typed at the desk, apart from the chapter, until it is saved."""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.texts import BODY_MAX_LENGTH, TEXT_FIELDS, ChapterText
from serial.desk.models import WorkingCopy
from serial.stories.models import Story

# Twice what a chapter may have: whoever pastes a whole novel does not lose it to a limit.
COPY_MAX_LENGTH = 2 * BODY_MAX_LENGTH


class AlreadySaved(Exception):
    """What this form held was saved; whoever types on in it needs a new key."""


class CopyTooLong(Exception):
    """More than COPY_MAX_LENGTH characters."""


class KeyBelongsToOther(Exception):
    """Somebody else's form has this key."""


@dataclass(frozen=True, kw_only=True)
class TypedText:
    """What a form holds: for which chapter or new chapter of a story, on which revision."""

    text: ChapterText
    chapter: Chapter | None = None
    story: Story | None = None
    based_on: int = 0


def save_copy(key: UUID, by: User, typed: TypedText, tick: int | None = None) -> WorkingCopy:
    """Keeps what was typed under the form's key; a `tick` of None is newer than any before.

    A message whose tick is not newer changes nothing. Raises AlreadySettled, TooMuchText or
    KeyOfAnother.
    """
    if sum(map(len, typed.text.as_dict().values())) > COPY_MAX_LENGTH:
        raise CopyTooLong
    try:
        return _keep(key, by, typed, tick)
    except IntegrityError:
        # Two first messages of one form at once: the other one has made the row.
        return _keep(key, by, typed, tick)


@transaction.atomic
def _keep(key: UUID, by: User, typed: TypedText, tick: int | None) -> WorkingCopy:
    copy = WorkingCopy.objects.select_for_update(of=("self",)).filter(key=key).first()
    if copy is None:
        copy = WorkingCopy(key=key, typed_by=by)
    elif copy.typed_by_id != by.pk:
        raise KeyBelongsToOther
    elif copy.saved_at:
        raise AlreadySaved
    elif tick is not None and tick <= copy.tick:
        return copy
    copy.tick = copy.tick + 1 if tick is None else tick
    copy.chapter, copy.story, copy.based_on = typed.chapter, typed.story, typed.based_on
    copy.typed_at, copy.discarded_at = timezone.now(), None
    for name, value in typed.text.cleaned().as_dict().items():
        setattr(copy, name, value)
    copy.save()
    return copy


def mark_copy_saved(key: UUID | None, by: User) -> None:
    """After its words were saved as a revision; a message still on its way finds it settled."""
    if key is None:
        return
    nothing = dict.fromkeys(TEXT_FIELDS, "")
    WorkingCopy.objects.by(by).filter(key=key).update(saved_at=timezone.now(), **nothing)
    WorkingCopy.objects.by(by).expired().delete()


def unsaved_copies(by: User, chapter: Chapter | None) -> list[WorkingCopy]:
    """What this person typed for a chapter, or for new ones, that says other than what is saved."""
    copies = WorkingCopy.objects.by(by).unsaved().filter(chapter=chapter).select_related("story")
    saved = chapter.text() if chapter else ChapterText()
    return [copy for copy in copies[:20] if copy.text() != saved]
