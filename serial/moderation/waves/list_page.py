"""The acts on many comments so far, and the raid switches."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext

from accounts.http import AuthenticatedRequest
from serial.comments.changes.base import ActionRefused
from serial.moderation.models import RaidSwitch
from serial.moderation.raids.switching import switch_off, switch_on
from serial.moderation.waves.place import Place
from serial.moderation.waves.progress import WaveProgress, progress_of
from serial.moderation.waves.raid_panel import raid_panel, story_of_panel
from serial.moderation.waves.starting import undo_wave
from serial.moderation.waves.wording import Names, describe, summary
from serial.params import parse_id

# The latest.
MAX_LISTED = 50


@dataclass(frozen=True)
class WaveRow:
    progress: WaveProgress
    url: str
    summary: str
    description: str


def show_list(request: AuthenticatedRequest, place: Place) -> HttpResponse:
    if request.method == "POST":
        _press(request, place)
        return redirect(place.list_url)
    context = {**place.context, "place": place, "rows": wave_rows(place), "raid": raid_panel(place)}
    return render(request, "moderation/waves/list.html", context)


def wave_rows(place: Place) -> list[WaveRow]:
    waves = list(place.waves().select_related("by", "story", "rule")[:MAX_LISTED])
    names, progress = Names.load(waves), progress_of(waves)
    return [
        WaveRow(
            progress[wave.pk],
            place.url("wave", wave.pk),
            summary(progress[wave.pk]),
            describe(wave, names),
        )
        for wave in waves
    ]


def _press(request: AuthenticatedRequest, place: Place) -> None:
    """Does what the button says: `on`, `off` with a switch, or `undo` with a wave."""
    if "undo" in request.POST:
        wave = get_object_or_404(place.waves(), pk=parse_id(request.POST["undo"]))
        undo_wave(wave.pk, request.user)
        messages.success(request, gettext("All of it is being undone, in the background."))
    elif "off" in request.POST:
        switches = (
            RaidSwitch.objects.filter(story=place.story) if place.story else RaidSwitch.objects
        )
        switch_off(get_object_or_404(switches, pk=parse_id(request.POST["off"])), request.user)
        messages.success(request, gettext("Switched off."))
    else:
        _switch_on(request, place)


def _switch_on(request: AuthenticatedRequest, place: Place) -> None:
    story = place.story or story_of_panel(request.POST.get("where"))
    hours = parse_id(request.POST.get("hours")) or 0
    try:
        switch_on(request.POST.get("kind", ""), hours, request.user, story)
    except ActionRefused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("Switched on. It ends by itself."))
