"""Setting the story-wide note: the functions check that the user is an author of the story."""

from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from serial.stories.models import Story, StoryNote


def end_of_day(day: date) -> datetime:
    """Returns the moment at which the next day begins in the current time zone.

    Where the clock skips midnight, that is when the day begins.
    """
    midnight = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    return midnight.astimezone(UTC)


def last_day(note: StoryNote) -> date:
    """Returns the last day on which it is shown, in the current time zone."""
    return timezone.localdate(note.ends_at - timedelta(microseconds=1))


def note_of(story: Story) -> StoryNote | None:
    return StoryNote.objects.filter(story=story).select_related("story").first()


class NoteChanged(Exception):
    """Raised if another note was saved after editing began; `latest` is None if it was removed."""

    def __init__(self, latest: StoryNote | None) -> None:
        super().__init__("the note was changed")
        self.latest = latest


def version_of(note: StoryNote | None) -> str:
    """Returns a text that differs for each note with other words or another end."""
    if note is None:
        return "none"
    return blake2b(f"{note.ends_at.timestamp()} {note.body}".encode(), digest_size=8).hexdigest()


@transaction.atomic
def set_story_note(
    story: Story, body: str, ends_at: datetime, by: User, *, based_on: str | None = None
) -> StoryNote:
    """Shows this text in place of an earlier one.

    based_on: the version of the note that the author saw, if that must still be the stored one.
    Raises PermissionDenied, and NoteChanged.
    """
    story = _lock(story, by)
    latest = note_of(story)
    if based_on is not None and based_on != version_of(latest):
        raise NoteChanged(latest)
    note = StoryNote(story=story, body=body, ends_at=ends_at)
    note.render_body()
    StoryNote.objects.bulk_create(
        [note],
        update_conflicts=True,
        unique_fields=["story"],
        update_fields=["body", "body_html", "renderer_version", "ends_at"],
    )
    return note


@transaction.atomic
def remove_story_note(story: Story, by: User) -> None:
    """Raises PermissionDenied."""
    StoryNote.objects.filter(story=_lock(story, by)).delete()


def rerender_story_note(story: Story) -> None:
    """Renders it again, after the story's language or punctuation changed."""
    for note in StoryNote.objects.select_for_update().filter(story=story):
        note.story = story
        note.render_body()
        note.save(update_fields=["body_html", "renderer_version"])


def _lock(story: Story, by: User) -> Story:
    story = Story.objects.select_for_update().get(pk=story.pk)
    if story.deleted_at is not None or not story.is_managed_by(by):
        raise PermissionDenied
    return story
