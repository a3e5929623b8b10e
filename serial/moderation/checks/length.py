from django.utils.translation import gettext

from serial.comments.checks import CheckedComment, Finding, hold
from serial.moderation.check_settings.reading import settings_for


def long_comment(checked: CheckedComment) -> Finding | None:
    """Genuine first comments are shorter; people who are no newcomers may use the full length."""
    limit = settings_for(checked).limits.length
    is_long = len(checked.comment.body) > limit.newcomer_characters
    if not (limit.is_on and checked.is_newcomer and is_long):
        return None
    return hold(
        "long", gettext("Long comments by newcomers are reviewed before they are published.")
    )
