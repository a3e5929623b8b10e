from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.decorators import administrator_required, sign_in_for
from accounts.forms import InvitationForm
from accounts.http import AuthenticatedRequest
from accounts.models import AuthorRequest, Invitation
from serial.params import get_page

PAGE_SIZE = 50


@never_cache
@administrator_required
def list_invitations(request: AuthenticatedRequest) -> HttpResponse:
    invitation = Invitation(invited_by=request.user)
    form = InvitationForm(request.POST or None, instance=invitation)
    if form.is_valid():
        form.save()
        messages.success(request, _("Invitation created. Send its link to one person."))
        return redirect("invitations")

    all_invitations = Invitation.objects.select_related("invited_by", "accepted_by")
    pending = AuthorRequest.objects.pending().select_related("user").order_by("created_at", "pk")
    context = {
        "form": form,
        "page": get_page(request, all_invitations, PAGE_SIZE),
        # The oldest first. When these are decided, the others follow.
        "pending_requests": pending[:PAGE_SIZE],
    }
    return render(request, "accounts/invitations.html", context)


@require_POST
@sign_in_for("invitations")
@administrator_required
def revoke_invitation(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=pk)
    if invitation.revoke():
        messages.success(request, _("Invitation revoked. Its link no longer works."))
    else:
        messages.info(request, _("This invitation is no longer open."))
    return redirect("invitations")
