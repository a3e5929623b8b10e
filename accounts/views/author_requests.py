from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.authorship import decide_request
from accounts.decorators import administrator_required, sign_in_for
from accounts.forms import DecisionForm
from accounts.http import AuthenticatedRequest
from accounts.models import AuthorRequest


@require_POST
@sign_in_for("invitations")
@administrator_required
def decide_author_request(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    author_request = get_object_or_404(AuthorRequest.objects.select_related("user"), pk=pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()

    approved = form.cleaned_data["decision"] == "approve"
    name = author_request.user
    if not decide_request(author_request, by=request.user, approved=approved):
        messages.info(request, _("This request was already approved or declined."))
    elif approved:
        messages.success(
            request, _("Request approved. %(name)s is an author now.") % {"name": name}
        )
    else:
        messages.success(request, _("Request of %(name)s declined.") % {"name": name})
    return redirect("invitations")
