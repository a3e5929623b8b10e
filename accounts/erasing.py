"""Erasing an account: the pen names, what is left of their URLs, and the row of the user."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import Model, QuerySet

from accounts.admin_log import log_of
from accounts.models import (
    AuthorRequest,
    Invitation,
    MemberProfile,
    PenName,
    PenNameSlug,
    Preferences,
    User,
)
from accounts.sessions import end_all_sessions
from serial.erasure import Erasure
from serial.slugs.history import erase_slugs

# Django's admin logs changes of these rows of a member under their name.
LOGGED_BY_USER = (PenName, Preferences, EmailAddress, Authenticator, AuthorRequest)


def erase_account(erasure: Erasure) -> None:
    """The last step of erasing an account (ERASURE_STEPS): no story has its pen names any more."""
    user = User.objects.get(pk=erasure.user_id)
    _erase_log(user)
    profiles = MemberProfile.objects.filter(user=user)
    erasure.add_files(profiles.values_list("picture", flat=True))
    _erase_pen_names(erasure)
    # An administrator's note on whom they invited.
    Invitation.objects.filter(accepted_by=user).update(note="")
    end_all_sessions(user)
    user.delete()


def _erase_log(user: User) -> None:
    log_of(User, [user.pk]).delete()
    for model in LOGGED_BY_USER:
        rows: QuerySet[Model] = model._default_manager.filter(user=user)  # type: ignore[misc]
        log_of(model, rows.values_list("pk", flat=True)).delete()


def _erase_pen_names(erasure: Erasure) -> None:
    pen_names = PenName.objects.filter(user=erasure.user_id)
    erasure.add_files(pen_names.values_list("picture", flat=True))
    erase_slugs(PenNameSlug.objects.filter(pen_name__in=pen_names), "pen_name")
    pen_names.delete()
