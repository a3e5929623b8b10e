"""The page "Notifications" of the account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import AuthenticatedRequest
from accounts.models.preferences import preferences_of
from serial.library.models import Follow
from serial.notifications.settings_changes import reset_story_email
from serial.params import parse_id
from serial.reading.notifications.settings_form import NotificationSettingsForm


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_notification_settings(request: AuthenticatedRequest) -> HttpResponse:
    user = request.user
    form = NotificationSettingsForm(user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        # A button of the same form: what else was changed is saved as well.
        form.save()
        if "reset" in request.POST:
            reset_story_email(user, parse_id(request.POST["reset"]) or 0)
        messages.success(request, _("Saved."))
        return redirect("notification_settings")
    context = {
        "form": form,
        "time_zone": preferences_of(user).time_zone,
        "follow_count": Follow.objects.filter(user=user).count(),
    }
    status = 422 if form.errors else 200
    return render(request, "reading/notifications/settings.html", context, status=status)
