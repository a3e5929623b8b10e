from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import PreferencesForm, ReadingForm
from accounts.http import AuthenticatedRequest
from accounts.models import Preferences


@login_required
def edit_preferences(request: AuthenticatedRequest) -> HttpResponse:
    preferences, _created = Preferences.objects.get_or_create(user=request.user)
    form = PreferencesForm(request.POST or None, instance=preferences)
    if form.is_valid():
        form.save()
        messages.success(request, _("Your preferences are saved."))
        return redirect("preferences")
    return render(request, "accounts/preferences.html", {"form": form})


@require_POST
@login_required
def save_reading_settings(request: AuthenticatedRequest) -> HttpResponse:
    """Saves the reader's panel, and leads back to the page that it was opened on."""
    preferences, _created = Preferences.objects.get_or_create(user=request.user)
    form = ReadingForm(request.POST, instance=preferences)
    if not form.is_valid():
        # Only a page that is too old, or a hand-made request, sends what cannot be chosen.
        messages.error(request, _("That cannot be set. Choose again here."))
        return redirect("preferences")
    form.save()
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return redirect(wanted if safe else "preferences")
