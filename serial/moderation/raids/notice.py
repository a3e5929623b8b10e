"""What readers see of a raid switch, above the form of a comment."""

from datetime import datetime

from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from serial.moderation.models import RaidSwitch
from serial.moderation.models.raid_switch import RaidKind
from serial.moderation.raids.check import SLOW_MODE


def raid_notice(chapter_pk: int) -> str:
    """One sentence for each kind that is in force on this chapter; usually empty."""
    switches = RaidSwitch.objects.in_force().on_chapter(chapter_pk).order_by("ends_at")
    ends = dict(switches.values_list("kind", "ends_at"))
    return " ".join(_sentence(RaidKind(kind), end) for kind, end in ends.items())


def _sentence(kind: RaidKind, end: datetime) -> str:
    sentences = {
        RaidKind.MEMBERS: gettext("Only members can comment until %(time)s."),
        RaidKind.HOLD_NEW: gettext(
            "Comments of guests and new members are reviewed before they are published, until "
            "%(time)s."
        ),
        RaidKind.HOLD_ALL: gettext(
            "All comments are reviewed before they are published, until %(time)s."
        ),
        RaidKind.SLOW: gettext(
            "Everybody can post one comment in %(minutes)d minutes, until %(time)s."
        ),
    }
    minutes = SLOW_MODE.total_seconds() // 60
    return sentences[kind] % {"time": time_format(localtime(end)), "minutes": minutes}
