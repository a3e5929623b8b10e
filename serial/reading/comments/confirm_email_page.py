"""The page of the link that confirms a guest's email address for replies.

It needs no cookie and no CSRF token: who has the link owns the address.
"""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from serial.comments.models.guest_email import CONFIRMATION_PERIOD
from serial.notifications.guests.subscribing import confirm, find_email

TEMPLATE = "reading/comments/confirm_email.html"


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def confirm_guest_email(request: HttpRequest, token: str) -> HttpResponse:
    """POST confirms. GET only asks: programs that look for bad links open all links."""
    guest_email = find_email(token)
    context: dict[str, object]
    if guest_email is None:
        context = {"is_unknown": True, "days": CONFIRMATION_PERIOD.days}
        return render(request, TEMPLATE, context, status=HTTPStatus.NOT_FOUND)
    if request.method == "POST":
        confirm(guest_email)
        guest_email.refresh_from_db()
    context = {"is_confirmed": guest_email.confirmed_at is not None, "email": guest_email.email}
    return render(request, TEMPLATE, context)
