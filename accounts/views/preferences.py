"""The page "Reading": reading settings, time zone, language and adult content."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.choosing_time_zones import guess_time_zone
from accounts.decorators import sign_in_for
from accounts.forms import ReadingSettingsForm
from accounts.http import AuthenticatedRequest
from accounts.models import Preferences
from accounts.reading_settings import settings_context
from accounts.setting_forms import AdultStoriesForm, LanguageForm, PreferenceForm, TimeZoneForm
from accounts.views.setting_page import show_setting_page


@login_required
def edit_preferences(request: AuthenticatedRequest) -> HttpResponse:
    forms = [TimeZoneForm, LanguageForm, AdultStoriesForm]
    context = settings_context(PreferenceForm.row_of(request.user))
    return show_setting_page(request, "accounts/preferences.html", forms, context)


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
    form.store()
    if "button" in request.POST:
        messages.success(request, _("Reading settings saved."))
    next_url = request.POST.get("next", "")
    is_safe = url_has_allowed_host_and_scheme(next_url, allowed_hosts=None)
    # Not redirect(): it takes what is no path for the name of a view.
    return HttpResponseRedirect(next_url if is_safe else reverse("preferences"))


@require_POST
@sign_in_for("preferences")
def save_guessed_time_zone(request: AuthenticatedRequest) -> HttpResponse:
    """Takes the time zone of the browser, which a script sends until there is one."""
    guess_time_zone(request.user, request.POST.get("time_zone", ""))
    return HttpResponse(status=204)
