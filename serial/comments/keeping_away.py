"""A member mutes a person (their comments fold) or blocks one (no replies from them)."""

from accounts.models import User
from serial.comments.models import Distance


def keep_away(owner: User, person: User, kind: Distance.Kind) -> None:
    if owner.pk != person.pk:
        row = Distance(owner=owner, person=person, kind=kind)
        Distance.objects.bulk_create([row], ignore_conflicts=True)


def let_near(owner: User, person: User, kind: Distance.Kind) -> None:
    Distance.objects.filter(owner=owner, person=person, kind=kind).delete()


def muted_by(user: User) -> list[int]:
    """The keys of those whose comments fold for this member."""
    muted = Distance.objects.filter(owner=user, kind=Distance.Kind.MUTE)
    return list(muted.values_list("person", flat=True))
