"""Sentences about a sanction, for the person who has it."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from serial.moderation.choices import SanctionKind
from serial.moderation.models import Sanction

FOR_GOOD = {
    SanctionKind.WARNING: _("You got a warning."),
    SanctionKind.APPROVAL_FIRST: _("A moderator approves your comments before they are published."),
    SanctionKind.SILENCED: _("You may not comment on this site."),
    SanctionKind.BANNED: _("You may not write on this site."),
}
UNTIL = {
    SanctionKind.APPROVAL_FIRST: _(
        "Until %(end)s a moderator approves your comments before they are published."
    ),
    SanctionKind.SILENCED: _("You may not comment on this site until %(end)s."),
    SanctionKind.BANNED: _("You may not write on this site until %(end)s."),
}


def describe_sanction(sanction: Sanction) -> str:
    """Says what the person may not do, and until when."""
    kind = SanctionKind(sanction.kind)
    if sanction.ends_at is None or kind not in UNTIL:
        return str(FOR_GOOD[kind])
    end = date_format(timezone.localtime(sanction.ends_at), "DATETIME_FORMAT")
    return str(UNTIL[kind]) % {"end": end}


def explain_refusal(sanction: Sanction) -> str:
    """What somebody reads instead of having posted."""
    if sanction.member_id is None:
        hint = gettext("A moderator decided this because of a comment from your network.")
    else:
        hint = gettext("Your account has the reasons, and you can object there.")
    return f"{describe_sanction(sanction)} {hint}"
