"""A member says that their address works again."""

from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts.http import signed_in_user
from serial.mail.bounces.member import resume_emails_to


@require_POST
@login_required
def resume_emails(request: HttpRequest) -> HttpResponse:
    resume_emails_to(signed_in_user(request))
    messages.success(request, gettext("Emails are sent to your address again."))
    # Not redirect(): what has no slash would be the name of a page to it.
    return HttpResponseRedirect(get_next_redirect_url(request) or reverse("account_email"))
