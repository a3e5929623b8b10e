"""The page of the spam score: its figures, what weighs most, and the switch."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from accounts.http import AuthenticatedRequest
from serial.comments.changes.base import ActionRefused
from serial.moderation.access import moderator_required
from serial.moderation.check_settings.reading import settings_in_force
from serial.moderation.models import SpamSwitch
from serial.moderation.rules.navigation import navigation
from serial.moderation.spam.history import latest_trainings
from serial.moderation.spam.status import spam_status
from serial.moderation.spam.switching import switch_spam_score

SHOWN = 10


@require_safe
@moderator_required
def show_spam_score(request: AuthenticatedRequest) -> HttpResponse:
    context = {
        "section": "rules",
        "current": "spam",
        "groups": navigation(settings_in_force()),
        "status": spam_status(),
        "trainings": latest_trainings(SHOWN),
        "switches": SpamSwitch.objects.select_related("by")[:SHOWN],
    }
    return render(request, "moderation/spam/spam_score.html", context)


@require_POST
@moderator_required
def switch(request: AuthenticatedRequest) -> HttpResponse:
    is_on = request.POST.get("to") == "on"
    try:
        switched = switch_spam_score(is_on, request.user)
    except ActionRefused as error:
        messages.error(request, gettext("It was not switched on. %(why)s") % {"why": error})
        return redirect("moderation_spam_score")
    if switched:
        messages.success(request, _switched_on() if is_on else _switched_off())
    return redirect("moderation_spam_score")


def _switched_on() -> str:
    return gettext("The spam score now holds comments of newcomers.")


def _switched_off() -> str:
    return gettext("The spam score now only logs.")
