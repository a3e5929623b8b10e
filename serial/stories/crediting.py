"""Adding author credits to stories: a user's own at once, another user's as an invitation."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.anonymous import anonymous_pen_name
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
    owner = pen_name.owner()
    User.objects.select_for_update().get(pk=owner.pk)
    existing = (
        Story.objects.credited_to(owner).filter(form_key=form_key).first() if form_key else None
    )
    if existing is None:
        story.form_key = form_key
        story.save_with_slug(requested_slug)
        add_first_credit(story, pen_name)
        return
    story.pk, story.slug, story.form_key = existing.pk, existing.slug, existing.form_key
    story.created_at = existing.created_at
    story.save_with_slug(requested_slug)


def hand_over(story_pk: int, user_pk: int, pen_name_pk: int) -> None:
    """Removes the credits of a user. The co-author with this pen name is an author from now on."""
    credits = Credit.objects.filter(story=story_pk)
    credits.filter(pen_name__user=user_pk).delete()
    owned = credits.accepted().filter(pen_name__user__isnull=False)
    if not owned.filter(role=Role.AUTHOR).exists():
        successor = owned.filter(pen_name=pen_name_pk).order_by("position", "pk").first()
        if successor is not None:
            successor.role = Role.AUTHOR
            successor.save(update_fields=["role"])


def anonymize_credits(story_pk: int, user_pk: int) -> None:
    """Puts the pen name of authors who left in place of the user's. Removes their invitations."""
    own = Credit.objects.filter(story=story_pk, pen_name__user=user_pk)
    anonymous = anonymous_pen_name()
    for credit in own.visible():
        taken = Credit.objects.filter(story=story_pk, pen_name=anonymous, role=credit.role)
        if not taken.exists():
            credit.pen_name = anonymous
            credit.save(update_fields=["pen_name"])
    own.delete()


def add_first_credit(story: Story, pen_name: PenName) -> Credit:
    return add_credit(story, pen_name, Role.AUTHOR, by=pen_name.owner())
