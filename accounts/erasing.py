"""Erasing an account: the pen names, what is left of their URLs, and the row of the user."""

from accounts.admin_log import log_of
from accounts.models import Invitation, MemberProfile, PenName, PenNameSlug, User
from accounts.sessions import end_all_sessions
from serial.erasure import Erasure
from serial.slugs.history import erase_slugs


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
    """Erases what Django's admin logged about the member, under their names (MemberRowAdmin)."""
    log_of(User, [user.pk]).delete()
    log_of(PenName, user.pen_names.values_list("pk", flat=True)).delete()


def _erase_pen_names(erasure: Erasure) -> None:
    pen_names = PenName.objects.filter(user=erasure.user_id)
    erasure.add_files(pen_names.values_list("picture", flat=True))
    erase_slugs(PenNameSlug.objects.filter(pen_name__in=pen_names), "pen_name")
    pen_names.delete()
