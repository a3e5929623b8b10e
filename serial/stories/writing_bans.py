"""Members who may not write on this site: functions that publish something refuse them."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.module_loading import import_string

from accounts.models import User


class WritingBanned(PermissionDenied):
    """Raised while the user may not write on this site. str(error) is the message for the user."""


def check_not_banned(user: User) -> None:
    """Raises WritingBanned if the function in the setting EXPLAIN_WRITING_BAN gives a reason."""
    explain_ban = import_string(settings.EXPLAIN_WRITING_BAN)
    if reason := explain_ban(user):
        raise WritingBanned(reason)
