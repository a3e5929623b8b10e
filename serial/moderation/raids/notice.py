"""What readers see of a raid switch, above the form of a comment."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from serial.compiled_queries import CompiledTuples, Placeholder
from serial.moderation.models import RaidSwitch
from serial.moderation.models.raid_switch import RaidKind
from serial.moderation.raids.check import SLOW_MODE


def raid_notice(chapter_pk: int) -> str:
    """One sentence for each kind that is in force on this chapter; usually empty."""
    ends = dict(_ENDS_ON_CHAPTER.rows(chapter_pk, timezone.now()))
    return " ".join(_sentence(RaidKind(kind), end) for kind, end in ends.items())


# Every form of a comment asks.
_ENDS_ON_CHAPTER = CompiledTuples(
    lambda chapter_id, now: RaidSwitch.objects.in_force(now).on_chapter(chapter_id).ends_by_kind(),
    *(Placeholder("chapter_id"), Placeholder("now")),
)


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
