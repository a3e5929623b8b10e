from django.utils.translation import gettext

from serial.comments.checks import CheckedComment, Finding, hold

CONSULTATION = "serial.moderation.checks.outside.akismet.is_spam"


def outside_checker(checked: CheckedComment) -> Finding | None:
    """Holds what the checker outside calls spam. Raises the error that asking it raised."""
    answer = checked.shared.get(CONSULTATION)
    if isinstance(answer, Exception):
        raise answer
    if answer is not True:
        return None
    return hold("outside-checker", gettext("The spam service of this site calls this spam."))
