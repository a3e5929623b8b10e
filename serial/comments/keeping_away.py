"""A member mutes a person (their comments fold) or blocks one (no replies from them)."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.choices import State
from serial.comments.models import Distance
from serial.stories.models import Story


def keep_away(owner: User, person: User, kind: Distance.Kind, known_as: str) -> None:
    """`known_as` is the name under which the owner met them."""
    if owner.pk != person.pk:
        row = Distance(owner=owner, person=person, kind=kind, known_as=known_as)
        Distance.objects.bulk_create([row], ignore_conflicts=True)


def let_near(owner: User, person: User, kind: Distance.Kind) -> None:
    Distance.objects.filter(owner=owner, person=person, kind=kind).delete()


def muted_in_story(user: User | AnonymousUser, story: Story) -> dict[int, int]:
    """How many comments this member is not shown the count of, by the chapter's key."""
    return _muted(user, "chapter", person__comments__story=story)


def muted_on_blocks(user: User | AnonymousUser, chapter: Chapter) -> dict[int, int]:
    """The same of one chapter, by the paragraph."""
    on_blocks = {"person__comments__block__isnull": False}
    return _muted(user, "block", person__comments__chapter=chapter, **on_blocks)


def _muted(user: User | AnonymousUser, column: str, **where: object) -> dict[int, int]:
    if not user.is_authenticated:
        return {}
    # From the few whom somebody mutes to what they said, not through all that was said.
    said = Distance.objects.filter(
        owner=user, kind=Distance.Kind.MUTE, person__comments__state=State.PUBLISHED, **where
    )
    by = said.order_by().values_list(f"person__comments__{column}")
    return dict(by.annotate(n=Count("pk")))
