from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.authorship import decide_request
from accounts.decorators import administrator_required
from accounts.forms import DecisionForm
from accounts.http import AuthenticatedRequest
from accounts.models import AuthorRequest


@require_POST
@administrator_required
def decide_author_request(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    asked = get_object_or_404(AuthorRequest.objects.select_related("user"), pk=pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()

    granted = form.cleaned_data["decision"] == "grant"
    if not decide_request(asked, by=request.user, granted=granted):
        messages.info(request, _("Somebody has decided this request already."))
    elif granted:
        messages.success(request, _("%(name)s can write here now.") % {"name": asked.user})
    else:
        messages.success(request, _("The request of %(name)s is refused.") % {"name": asked.user})
    return redirect("invitations")
