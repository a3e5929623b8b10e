"""Taking a story or announcement down, which its authors cannot undo, and putting it back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from accounts.takedown_reasons import TakedownReason
from serial.stories.choices import Visibility
from serial.stories.models import Announcement, Story
from serial.stories.models.story import TAKEDOWN_FIELDS

WRITTEN_FIELDS = ("visibility", *TAKEDOWN_FIELDS)


class AlreadyTakenDown(Exception):
    """Raised if it is down for the same reason."""


def check_may_take_down(by: User | None) -> None:
    """Raises PermissionDenied for all but moderators; None is the site itself."""
    if by is not None and not by.is_moderator():
        raise PermissionDenied


@transaction.atomic
def take_down(story: Story, reason: TakedownReason, by: User | None) -> None:
    """Makes it a draft, which only its authors see. It can be down for several reasons.

    Raises PermissionDenied if `by` is not a moderator, and AlreadyTakenDown.
    """
    _lock(story, by)
    if reason in story.takedown_reasons:
        raise AlreadyTakenDown
    if not story.is_taken_down:
        story.former_visibility, story.visibility = story.visibility, Visibility.DRAFT
    _save_reasons(story, [*story.takedown_reasons, reason.value])


@transaction.atomic
def put_back(story: Story, reason: TakedownReason, by: User | None) -> None:
    """Undoes `take_down` for this reason; the last one makes it what it was before.

    Raises PermissionDenied if `by` is not a moderator.
    """
    _lock(story, by)
    others = [other for other in story.takedown_reasons if other != reason]
    if story.is_taken_down and not others:
        story.visibility, story.former_visibility = story.former_visibility, ""
    _save_reasons(story, others)


@transaction.atomic
def take_down_announcement(
    announcement: Announcement, reason: TakedownReason, by: User | None
) -> None:
    """Only the authors of the story see it then. Raises PermissionDenied."""
    _save_reason(announcement, reason, by)


@transaction.atomic
def put_back_announcement(announcement: Announcement, by: User | None) -> None:
    """Readers see it again. Raises PermissionDenied."""
    _save_reason(announcement, "", by)


def _save_reason(announcement: Announcement, reason: str, by: User | None) -> None:
    check_may_take_down(by)
    announcement.taken_down_for = reason
    announcement.save(update_fields=["taken_down_for"])


def _lock(story: Story, by: User | None) -> None:
    check_may_take_down(by)
    locked = Story.objects.select_for_update().get(pk=story.pk)
    for name in WRITTEN_FIELDS:
        setattr(story, name, getattr(locked, name))


def _save_reasons(story: Story, reasons: list[str]) -> None:
    story.takedown_reasons, story.is_taken_down = reasons, bool(reasons)
    story.save(update_fields=WRITTEN_FIELDS)
