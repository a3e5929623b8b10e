"""Which working copy fills the editor, and the line above the text that tells about it.

A single one opens by itself. If there are several, the editor shows what was saved and links to
the list on the dashboard.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from serial.chapters.models import Chapter
from serial.desk.editor.saved_elsewhere import saved_elsewhere, short_time
from serial.desk.models import WorkingCopy

# The value of ?copy= that asks for the saved text, or for an empty new chapter.
SAVED_TEXT = "saved"


@dataclass(frozen=True)
class UnsavedLine:
    """opened: the copy in the form. when: of it or, if it is None, of the newest of the others.

    saved_elsewhere: a sentence if the chapter was saved since the opened copy was typed, or "".
    The bar has it in the place of "Saved 11:14".
    """

    opened: WorkingCopy | None
    others: Sequence[WorkingCopy]
    when: str
    saved_elsewhere: str


def choose_copy(
    copies: Sequence[WorkingCopy], by: User, chapter: Chapter | None, requested: str
) -> WorkingCopy | None:
    """Returns the copy that is requested by its key or, without a request, the only one."""
    if requested == SAVED_TEXT:
        return None
    if requested and (copy := _copy_with_key(requested, by, chapter)):
        return copy
    return copies[0] if len(copies) == 1 else None


def _copy_with_key(key: str, by: User, chapter: Chapter | None) -> WorkingCopy | None:
    try:
        return WorkingCopy.objects.by(by).unsaved().filter(chapter=chapter, key=UUID(key)).first()
    except ValueError:
        return None


def unsaved_line(
    opened: WorkingCopy | None, others: Sequence[WorkingCopy], by: User
) -> UnsavedLine | None:
    """Returns None if nothing is unsaved."""
    newest = opened or next(iter(others), None)
    if newest is None:
        return None
    elsewhere = ""
    if opened and opened.chapter:
        elsewhere = saved_elsewhere(opened.chapter, opened.text(), opened.based_on, by)
    return UnsavedLine(opened, others, short_time(newest.typed_at), elsewhere)
