"""Putting pen names on a story: one's own at once, another person's when they agree."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import PenName, User
from serial.stories.choices import Role
from serial.stories.models import Credit, Story


def add_credit(story: Story, pen_name: PenName, role: str, *, by: User) -> Credit:
    """Adds a by-line that stands if the pen name is the person's own, else waits for consent."""
    position = story.credits.count()
    is_own = pen_name.user_id == by.pk
    return Credit.objects.create(
        story=story,
        pen_name=pen_name,
        role=role,
        position=position,
        accepted_at=timezone.now() if is_own else None,
    )


@transaction.atomic
def create_story(
    story: Story, pen_name: PenName, requested_slug: str = "", form_key: UUID | None = None
) -> None:
    """Saves a new story with its first by-line; a form sent again saves what it made before."""
    # The person's row is the queue in which their own two clicks wait for each other.
    User.objects.select_for_update().get(pk=pen_name.user_id)
    made = (
        Story.objects.credited_to(pen_name.user).filter(form_key=form_key).first()
        if form_key
        else None
    )
    if made is None:
        story.form_key = form_key
        story.save_with_slug(requested_slug)
        add_first_credit(story, pen_name)
        return
    story.pk, story.slug, story.form_key = made.pk, made.slug, made.form_key
    story.created_at = made.created_at
    story.save_with_slug(requested_slug)


def add_first_credit(story: Story, pen_name: PenName) -> Credit:
    """The by-line that a new story begins with."""
    return add_credit(story, pen_name, Role.AUTHOR, by=pen_name.user)
