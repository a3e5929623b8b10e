from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import sign_in_for
from accounts.forms import PreferencesForm, ReadingSettingsForm
from accounts.http import AuthenticatedRequest
from accounts.models import Preferences
from accounts.reading_settings import settings_context


@login_required
def edit_preferences(request: AuthenticatedRequest) -> HttpResponse:
    preferences, _created = Preferences.objects.get_or_create(user=request.user)
    form = PreferencesForm(request.POST or None, instance=preferences)
    if form.is_valid():
        form.save()
        messages.success(request, _("Preferences saved."))
        return redirect("preferences")
    context = {"form": form} | settings_context(preferences)
    return render(request, "accounts/preferences.html", context)


@require_POST
@sign_in_for("preferences")
def save_reading_settings(request: AuthenticatedRequest) -> HttpResponse:
    """Saves the reading settings and returns to the page on which they were chosen.

    Scripts save each change, and tell the reader; the button of the preferences sends `button`.
    """
    preferences, _created = Preferences.objects.get_or_create(user=request.user)
    form = ReadingSettingsForm(request.POST, instance=preferences)
    if not form.is_valid():
        # Only an outdated page or a hand-made request sends an invalid value.
        messages.error(request, _("The reading settings were not saved. Choose them again here."))
        return redirect("preferences")
    form.save()
    if "button" in request.POST:
        messages.success(request, _("Reading settings saved."))
    next_url = request.POST.get("next", "")
    is_safe = url_has_allowed_host_and_scheme(next_url, allowed_hosts=None)
    return redirect(next_url if is_safe else "preferences")
