"""Making users authors: by invitation, by an approved request, or by themselves."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from accounts.models import AuthorRequest, Invitation, PenName, User
from accounts.models.user import AUTHORS


@transaction.atomic
def make_author(user: User) -> None:
    """Makes the user an author and gives them a first pen name like their username."""
    # Locks the user's row, so that a double click does not create two pen names.
    User.objects.select_for_update().get(pk=user.pk)
    user.groups.add(Group.objects.get_or_create(name=AUTHORS)[0])
    if not user.pen_names.exists():
        name = user.username
        while PenName.objects.filter(name__iexact=name).exists():
            name += "_"
        PenName(user=user, name=name).save_with_slug()


@transaction.atomic
def accept_invitation(invitation: Invitation, user: User) -> bool:
    """Makes the user an author. Returns False if the invitation is no longer open."""
    still_open = Invitation.objects.open().filter(pk=invitation.pk)
    if not still_open.update(accepted_at=timezone.now(), accepted_by=user):
        return False
    make_author(user)
    return True


@transaction.atomic
def decide_request(request: AuthorRequest, *, by: User, approved: bool) -> bool:
    """Approves or declines an author request. Returns False if it was already decided."""
    still_pending = AuthorRequest.objects.pending().filter(pk=request.pk)
    if not still_pending.update(decided_at=timezone.now(), decided_by=by, is_approved=approved):
        return False
    if approved:
        make_author(request.user)
    return True


def writing_page(user: User) -> str:
    """Returns what the navigation offers this member: "desk", "become_author" or nothing.

    Needs no query for a user who was loaded for a request: see `MemberBackend`.
    """
    was_author: bool | None = getattr(user, "was_author", None)
    if user.is_author() if was_author is None else was_author:
        return "desk"
    return "" if settings.WHO_MAY_WRITE == "invitation" else "become_author"


def may_become_author(user: User) -> bool:
    """Whether the user can become an author without an invitation or a request."""
    return (
        settings.WHO_MAY_WRITE == "member"
        and user.is_active
        and EmailAddress.objects.filter(user=user, verified=True).exists()
    )
