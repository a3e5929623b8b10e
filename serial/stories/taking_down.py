"""Taking a story down, which its authors cannot undo, and putting it back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from serial.stories.choices import Visibility
from serial.stories.models import Story


class AlreadyTakenDown(Exception):
    """Raised so that what it was before is not overwritten."""


@transaction.atomic
def take_down(story: Story, by: User) -> str:
    """Makes it a draft, which only its authors see. Returns its visibility before.

    Raises PermissionDenied if `by` is not a moderator, and AlreadyTakenDown.
    """
    _lock(story, by)
    if story.is_taken_down:
        raise AlreadyTakenDown
    visibility: str = story.visibility
    _set(story, visibility=Visibility.DRAFT, is_taken_down=True)
    return visibility


@transaction.atomic
def put_back(story: Story, visibility: str, by: User) -> None:
    """Undoes `take_down`. Raises PermissionDenied if `by` is not a moderator."""
    _lock(story, by)
    if story.is_taken_down:
        _set(story, visibility=visibility, is_taken_down=False)


def _lock(story: Story, by: User) -> None:
    if not by.is_moderator():
        raise PermissionDenied
    locked = Story.objects.select_for_update().get(pk=story.pk)
    story.visibility, story.is_taken_down = locked.visibility, locked.is_taken_down


def _set(story: Story, *, visibility: str, is_taken_down: bool) -> None:
    story.visibility, story.is_taken_down = visibility, is_taken_down
    story.save(update_fields=["visibility", "is_taken_down"])
