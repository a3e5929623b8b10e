"""The story-wide note: who sets it, and until when it is shown."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import User
from serial.stories.models import Story, StoryNote
from serial.stories.story_notes import (
    end_of_day,
    last_day,
    note_of,
    remove_story_note,
    set_story_note,
)

ENDS_AT = datetime(2026, 12, 6, 12, tzinfo=UTC)


def test_it_is_set_changed_and_removed(story: Story, author: User) -> None:
    set_story_note(story, "Vote *now*. <script>alert(1)</script>", ENDS_AT, author)
    set_story_note(story, "Vote *later*.", ENDS_AT, author)
    note = note_of(story)
    assert note is not None and "<em>later</em>" in note.body_html
    remove_story_note(story, author)
    remove_story_note(story, author)
    assert note_of(story) is None


def test_only_authors_of_the_story_set_and_remove_it(
    story: Story, author: User, reader: User, other_author: User, moderator: User
) -> None:
    set_story_note(story, "Vote.", ENDS_AT, author)
    for user in (reader, other_author, moderator):
        with pytest.raises(PermissionDenied):
            set_story_note(story, "Mine.", ENDS_AT, user)
        with pytest.raises(PermissionDenied):
            remove_story_note(story, user)
    Story.objects.update(deleted_at=timezone.now())
    with pytest.raises(PermissionDenied):
        set_story_note(story, "Late.", ENDS_AT, author)


def test_a_script_is_not_stored(story: Story, author: User) -> None:
    note = set_story_note(story, "<script>alert(1)</script> Vote.", ENDS_AT, author)
    assert "<script" not in note.body_html


@pytest.mark.parametrize(
    "zone, day, ends_at",
    [
        ("UTC", date(2026, 12, 5), datetime(2026, 12, 6, tzinfo=UTC)),
        ("America/New_York", date(2026, 12, 5), datetime(2026, 12, 6, 5, tzinfo=UTC)),
        ("Pacific/Kiritimati", date(2026, 12, 5), datetime(2026, 12, 5, 10, tzinfo=UTC)),
        # The clock goes from 24:00 to 01:00, and the next day begins then.
        ("America/Asuncion", date(2023, 9, 30), datetime(2023, 10, 1, 4, tzinfo=UTC)),
        # The day after has 25 hours.
        ("Europe/Berlin", date(2026, 10, 24), datetime(2026, 10, 24, 22, tzinfo=UTC)),
    ],
)
def test_it_ends_with_its_last_day_in_the_zone_of_the_author(
    zone: str, day: date, ends_at: datetime
) -> None:
    with timezone.override(zone):
        assert end_of_day(day) == ends_at
        assert last_day(StoryNote(ends_at=ends_at)) == day


def test_it_is_shown_until_its_end() -> None:
    note = StoryNote(ends_at=ENDS_AT)
    assert note.is_shown(datetime(2026, 12, 6, 11, 59, 59, tzinfo=UTC))
    assert not note.is_shown(ENDS_AT)
