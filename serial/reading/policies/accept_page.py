from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.http import AuthenticatedRequest
from serial.policies.acceptance import record_acceptance
from serial.policies.acceptance_form import AcceptanceForm
from serial.policies.changes import changed_documents


@login_required
def accept_policies(request: AuthenticatedRequest) -> HttpResponse:
    """Shows a member what changed in the terms and the content rules, and lets them accept it."""
    form = AcceptanceForm(request.POST or None)
    if form.is_valid():
        record_acceptance(request.user.pk, form.accepted_numbers())
        messages.success(request, _("Accepted. Thank you."))
        return redirect("accept_policies")
    changed = changed_documents(request.user.pk)
    context = {"form": form, "changed": changed, "policy_notice": ""}
    return render(request, "policies/accept.html", context)
