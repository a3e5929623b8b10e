"""Nobody decides about themselves while there is another moderator."""

from collections.abc import Collection

from django.contrib.auth.models import Group
from django.db.models import Q
from django.utils.translation import gettext

from accounts.models import User
from accounts.models.user import MODERATORS
from serial.comments.changes.base import ActionRefused

# Members whom something concerns; None for a guest.
Concerned = Collection[int | None]


def has_colleague(user: User, concerned: Concerned = ()) -> bool:
    """Whether there is another moderator whom it does not concern."""
    moderators = Group.objects.filter(name=MODERATORS)
    others = User.objects.filter(Q(groups__in=moderators) | Q(is_superuser=True), is_active=True)
    others = others.exclude(pk__in={user.pk, *concerned})
    return any(other.is_moderator() for other in others.distinct())


def is_for_colleague(concerned: Concerned, by: User | None) -> bool:
    """Whether what concerns these members is left to a colleague of `by`."""
    return by is not None and by.pk in concerned and has_colleague(by, concerned)


def check_not_own(concerned: Concerned, by: User | None) -> None:
    """Raises ActionRefused if another moderator has to decide about it."""
    if is_for_colleague(concerned, by):
        raise ActionRefused(own_message())


def own_message() -> str:
    return gettext("This concerns you. Another moderator decides on it.")
