from allauth.usersessions.internal.flows.sessions import end_other_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.browser_names import browser_name
from accounts.decorators import sign_in_for
from accounts.http import AuthenticatedRequest
from accounts.sessions import live_sessions


@login_required
def list_sessions(request: AuthenticatedRequest) -> HttpResponse:
    sessions = live_sessions(request.user)
    context = {
        "sessions": [(session, browser_name(session.user_agent)) for session in sessions],
        "current_key": request.session.session_key,
    }
    return render(request, "accounts/sessions.html", context)


@require_POST
@sign_in_for("usersessions_list")
def end_session(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    get_object_or_404(UserSession, pk=pk, user=request.user).end()
    messages.success(request, _("The device is signed out."))
    return redirect("usersessions_list")


@require_POST
@sign_in_for("usersessions_list")
def end_sessions_elsewhere(request: AuthenticatedRequest) -> HttpResponse:
    end_other_sessions(request, request.user)
    messages.success(request, _("All other devices are signed out."))
    return redirect("usersessions_list")
