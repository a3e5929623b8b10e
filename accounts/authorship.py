"""How somebody comes to write here."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from accounts.models import AuthorRequest, Invitation, PenName, User
from accounts.models.user import AUTHORS


@transaction.atomic
def make_author(user: User) -> None:
    """Lets a person write here, under a pen name like their user name until they choose."""
    # One at a time, or two quick clicks give one person two pen names.
    User.objects.select_for_update().get(pk=user.pk)
    user.groups.add(Group.objects.get_or_create(name=AUTHORS)[0])
    if not user.pen_names.exists():
        name = user.username
        while PenName.objects.filter(name__iexact=name).exists():
            name += "_"
        PenName(user=user, name=name).save_with_slug()


@transaction.atomic
def accept_invitation(invitation: Invitation, user: User) -> bool:
    """Makes the person an author; False where the invitation was used or withdrawn meanwhile."""
    accepted = Invitation.objects.open().filter(pk=invitation.pk)
    if not accepted.update(accepted_at=timezone.now(), accepted_by=user):
        return False
    make_author(user)
    return True


@transaction.atomic
def decide_request(request: AuthorRequest, *, by: User, granted: bool) -> bool:
    """Grants or refuses a request to write; False where somebody decided it meanwhile."""
    waiting = AuthorRequest.objects.pending().filter(pk=request.pk)
    if not waiting.update(decided_at=timezone.now(), decided_by=by, was_granted=granted):
        return False
    if granted:
        make_author(request.user)
    return True


def may_become_author(user: User) -> bool:
    """Whether this member may begin to write here without anybody's leave."""
    return (
        settings.WHO_MAY_WRITE == "member"
        and user.is_active
        and EmailAddress.objects.filter(user=user, verified=True).exists()
    )
