"""The panel of raid switches: those in force here, and the form that switches one on."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.shortcuts import get_object_or_404
from django.utils.translation import ngettext

from serial.moderation.models import RaidSwitch
from serial.moderation.models.raid_switch import RaidKind
from serial.moderation.raids.check import SLOW_MODE
from serial.moderation.raids.switching import DEFAULT_HOURS, HOURS
from serial.moderation.waves.place import Place
from serial.params import parse_id
from serial.stories.models import Story


@dataclass(frozen=True)
class RaidPanel:
    """story: that can be chosen beside the whole site; the only place at the desk."""

    switches: Sequence[RaidSwitch]
    story: Story | None
    is_site_wide: bool
    kinds: Sequence[tuple[str, str]]
    hours: Sequence[tuple[int, str]]
    default_kind: str = RaidKind.HOLD_NEW.value
    default_hours: int = DEFAULT_HOURS
    slow_minutes: int = int(SLOW_MODE.total_seconds() // 60)


def raid_panel(place: Place, story: Story | None = None) -> RaidPanel:
    """story: of the comment that the moderator looks at."""
    switches = RaidSwitch.objects.in_force().select_related("story").order_by("ends_at")
    if place.story is not None:
        switches = switches.on_story(place.story.pk)
    hours = [(n, ngettext("%(n)d hour", "%(n)d hours", n) % {"n": n}) for n in HOURS]
    return RaidPanel(
        switches=list(switches),
        story=place.story or story,
        is_site_wide=place.story is None,
        kinds=[(kind.value, str(kind.label)) for kind in RaidKind],
        hours=hours,
    )


def story_of_panel(where: str | None) -> Story | None:
    """None for the whole site, which is the empty value."""
    return get_object_or_404(Story, pk=parse_id(where)) if where else None
