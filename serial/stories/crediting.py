"""Adding author credits to stories: a user's own at once, another user's as an invitation."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import PenName, User
from serial.stories.choices import Role
from serial.stories.models import Credit, Story


def add_credit(story: Story, pen_name: PenName, role: str, *, by: User) -> Credit:
    """Adds a credit. It is accepted if the pen name belongs to `by`, else it is an invitation."""
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
    """Saves a new story with its first credit.

    If the user's earlier submission of the same form created a story, that story is updated.
    """
    # Locks the user's row, so that a double click does not create two stories.
    User.objects.select_for_update().get(pk=pen_name.user_id)
    existing = (
        Story.objects.credited_to(pen_name.user).filter(form_key=form_key).first()
        if form_key
        else None
    )
    if existing is None:
        story.form_key = form_key
        story.save_with_slug(requested_slug)
        add_first_credit(story, pen_name)
        return
    story.pk, story.slug, story.form_key = existing.pk, existing.slug, existing.form_key
    story.created_at = existing.created_at
    story.save_with_slug(requested_slug)


def add_first_credit(story: Story, pen_name: PenName) -> Credit:
    return add_credit(story, pen_name, Role.AUTHOR, by=pen_name.user)
