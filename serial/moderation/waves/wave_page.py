"""One wave: how far it is, what it left out, and the buttons that stop it and take it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext

from accounts.http import AuthenticatedRequest
from accounts.models import User
from serial.moderation.models import Decision, Wave
from serial.moderation.waves.place import Place
from serial.moderation.waves.progress import MAX_LISTED, progress_of, refused_comments
from serial.moderation.waves.starting import stop_wave, undo_wave
from serial.moderation.waves.wording import Names, describe, summary

# Without a script, the page asks again by itself. With one, its part with the progress does.
REFRESH_SECONDS = 3


def show_wave(request: AuthenticatedRequest, place: Place, pk: int) -> HttpResponse:
    """`?progress` is the part that changes."""
    waves = place.waves().select_related("by", "story", "rule", "undo_asked_by")
    wave = get_object_or_404(waves, pk=pk)
    if request.method == "POST":
        _press(request, wave.pk)
        return redirect(place.url("wave", pk))
    progress = progress_of([wave])[wave.pk]
    context = {
        **place.context,
        "place": place,
        "wave": wave,
        "url": place.url("wave", pk),
        "progress": progress,
        "summary": summary(progress),
        "here": summary(progress),
        "description": describe(wave, Names.load([wave])),
        "note": _note(wave, place, request.user),
        "refused": refused_comments(wave),
        "max_refused": MAX_LISTED,
        "refresh_seconds": REFRESH_SECONDS,
    }
    name = "_progress" if "progress" in request.GET else "wave"
    return render(request, f"moderation/waves/{name}.html", context)


def _note(wave: Wave, place: Place, reader: User) -> str:
    """For colleagues: authors do not read it, nor do moderators whom the act concerns."""
    is_about_reader = Decision.objects.filter(wave=wave, member=reader).exists()
    return "" if place.story or is_about_reader else wave.note


def _press(request: AuthenticatedRequest, pk: int) -> None:
    if "undo" in request.POST:
        undo_wave(pk, request.user)
    elif "stop" in request.POST:
        stop_wave(pk, request.user)
        messages.success(request, gettext("Stopped. What was decided stays decided."))
