"""The check of COMMENT_CHECKS that applies sanctions."""

from serial.comments.checks import CheckedComment, Finding
from serial.comments.choices import Verdict
from serial.comments.permissions import PostingRefused
from serial.moderation.choices import SanctionKind
from serial.moderation.sanctions.in_force import strictest_sanction
from serial.moderation.sanctions.texts import describe_sanction, explain_refusal


def sanctions(checked: CheckedComment) -> Finding | None:
    """Refuses a new comment of somebody who may not comment: the form gives their text back.

    Holds what needs approval first, and edits of somebody who may not comment any more.
    """
    user_id = checked.user.pk if checked.user else None
    sanction = strictest_sanction(user_id, checked.comment.ip_hash_id)
    if sanction is None:
        return None
    is_edit = checked.comment.pk is not None
    if sanction.kind == SanctionKind.APPROVAL_FIRST or is_edit:
        return Finding("sanction", Verdict.HOLD, describe_sanction(sanction))
    raise PostingRefused("sanction", explain_refusal(sanction))
