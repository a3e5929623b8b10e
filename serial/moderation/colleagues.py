"""Nobody decides about themselves while there is another moderator."""

from django.contrib.auth.models import Group
from django.db.models import Q
from django.utils.translation import gettext

from accounts.models import User
from accounts.models.user import MODERATORS
from serial.comments.changes.base import ActionRefused


def has_colleague(user: User) -> bool:
    moderators = Group.objects.filter(name=MODERATORS)
    others = User.objects.filter(Q(groups__in=moderators) | Q(is_superuser=True), is_active=True)
    return any(other.is_moderator() for other in others.exclude(pk=user.pk).distinct())


def is_for_colleague(member_id: int | None, by: User | None) -> bool:
    """Whether what concerns this member is left to a colleague of `by`."""
    return by is not None and by.pk == member_id and has_colleague(by)


def check_not_own(member_id: int | None, by: User | None) -> None:
    """Raises ActionRefused if another moderator has to decide about this member."""
    if is_for_colleague(member_id, by):
        raise ActionRefused(own_message())


def own_message() -> str:
    return gettext("This concerns yourself. Another moderator decides on it.")
