"""Starting and cancelling the deletion of an account. erasing.py carries it out."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from accounts.models import User
from accounts.sessions import end_all_sessions
from serial.archive.models import AccountDeletion, DepartingStory
from serial.erasure import CommentsChoice, StoryDecision


class DeletionRefused(Exception):
    """Raised when the account cannot be deleted, or the deletion cannot be cancelled any more.

    str(error) is the message for the user.
    """


def start_deletion(
    user: User,
    comments: CommentsChoice,
    stories: Mapping[int, StoryDecision],
    *,
    by: User | None = None,
    at_once: bool = False,
) -> AccountDeletion:
    """Ends all sessions. The account is erased after CANCEL_PERIOD, unless its owner signs in.

    stories: decisions by the primary key of the story. `by`: the administrator who starts it.
    at_once: the account is due now, and signing in does not cancel it.

    Raises DeletionRefused for the last superuser, and if the account is erased meanwhile.
    """
    # A member who is not signed out must not be erased without signing in: one transaction.
    with transaction.atomic():
        _remove_former(user)
        check_may_leave(lock_user(user.pk))
        deletion = AccountDeletion(
            user=user, comments=comments, by_member=by is None, requested_by=by
        )
        if at_once:
            deletion.due_at, deletion.is_cancellable = deletion.requested_at, False
        deletion.save()
        DepartingStory.objects.bulk_create(
            DepartingStory(
                deletion=deletion,
                story_id=pk,
                choice=decision.choice,
                hand_over_to_id=decision.hand_over_to,
            )
            for pk, decision in stories.items()
        )
        end_all_sessions(user)
    return deletion


def _remove_former(user: User) -> None:
    # The row before the user, as erasing locks them in this order.
    rows = AccountDeletion.objects.filter(user=user.pk).select_for_update()
    AccountDeletion.objects.filter(pk__in=[row.pk for row in rows]).delete()


def lock_user(pk: int) -> User:
    """Locks a user who leaves. Raises DeletionRefused if the account is erased.

    With a superuser, all of them are locked: two who leave at the same moment must not both count
    on the other.
    """
    users = Q(pk=pk)
    if User.objects.filter(users, is_superuser=True).exists():
        users |= Q(is_superuser=True)
    for user in User.objects.filter(users).order_by("pk").select_for_update():
        if user.pk == pk:
            return user
    raise DeletionRefused(gettext("This account is deleted. It cannot be restored."))


def check_may_leave(user: User) -> None:
    """Raises DeletionRefused for the last superuser who stays: nobody could administer the site."""
    superusers = User.objects.filter(is_superuser=True, is_active=True)
    others = superusers.filter(account_deletion=None).exclude(pk=user.pk)
    if user.is_superuser and not others.exists():
        message = gettext(
            "You are the only superuser. Make somebody else a superuser before you leave."
        )
        raise DeletionRefused(message)


@transaction.atomic
def cancel_deletion(user: User) -> bool:
    """Returns False if the account was not going to be deleted.

    Raises DeletionRefused if it is being erased now, is erased, or cannot be kept.
    """
    deletion = _lock_deletion(user)
    if deletion is None:
        return False
    if not deletion.is_cancellable:
        raise DeletionRefused(gettext("This account is being deleted by an administrator."))
    deletion.delete()
    return True


@transaction.atomic
def cancel_for_member(user: User, by: User) -> None:
    """Cancels what an administrator started. Raises DeletionRefused as `cancel_deletion` does."""
    if not by.is_superuser:
        raise PermissionDenied
    deletion = _lock_deletion(user)
    if deletion is None:
        return
    if deletion.by_member:
        raise DeletionRefused(gettext("The member started this. Only they can cancel it."))
    deletion.delete()


def _lock_deletion(user: User) -> AccountDeletion | None:
    rows = AccountDeletion.objects.filter(user=user.pk)
    # The command holds the lock of the row while it erases the account.
    deletion = rows.select_for_update(skip_locked=True).first()
    if deletion is None and (rows.exists() or not User.objects.filter(pk=user.pk).exists()):
        raise DeletionRefused(gettext("This account is deleted. It cannot be restored."))
    return deletion
