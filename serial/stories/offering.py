"""Putting pen names on a story: one's own at once, another person's when they agree."""

from django.utils import timezone

from accounts.models import PenName, User
from serial.stories.choices import Role
from serial.stories.models import Byline, Story


def offer_byline(story: Story, pen_name: PenName, role: str, *, by: User) -> Byline:
    """Adds a by-line that stands if the pen name is the person's own, else waits for consent."""
    position = story.bylines.count()
    is_own = pen_name.user_id == by.pk
    return Byline.objects.create(
        story=story,
        pen_name=pen_name,
        role=role,
        position=position,
        accepted_at=timezone.now() if is_own else None,
    )


def sign_story(story: Story, pen_name: PenName) -> Byline:
    """The by-line that a new story begins with."""
    return offer_byline(story, pen_name, Role.AUTHOR, by=pen_name.user)
