"""`next`, the page to go on to, and its way through signing in, emails and two-factor sign-in."""

from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

# In the session of a moderator or administrator who has to set up two-factor sign-in first.
AFTER_TWO_FACTOR = "after_two_factor"


def with_next(request: HttpRequest, url: str) -> str:
    """Adds the request's `next` to a URL, if it has one on this site."""
    return str(passthrough_next_redirect_url(request, url, REDIRECT_FIELD_NAME))


def redirect_to_two_factor(request: HttpRequest) -> HttpResponse:
    """Redirects to the page that says why, and sets it up. Its pages then lead back (`_next.html`).

    In the session, because many pages are on the way: an app or a passkey, passwords, codes.
    """
    if request.method == "GET":
        page = get_next_redirect_url(request) or request.get_full_path()
        request.session[AFTER_TWO_FACTOR] = page
    return redirect("mfa_index")
