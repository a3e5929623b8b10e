"""The pages for requests that are rejected before a view handles them.

A request that accepts JSON gets the error in the form that markdownx expects for a failed upload:
{"image": [message]}.
"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from serial.web.submitted_fields import submitted_fields, wants_json


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if wants_json(request):
        # Without a session there is no CSRF token: the person has to sign in.
        if not request.user.is_authenticated:
            return signed_out(request)
        message = _("This page has expired. Reload it and try again; your text is not lost.")
        return JsonResponse({"image": [message]}, status=403)
    context = {"submitted_fields": submitted_fields(request)}
    return render(request, "web/csrf_failure.html", context, status=403)


def request_too_large(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        message = _("This is too large. Nothing was saved. Your text is still on the page.")
        return JsonResponse({"image": [message]}, status=413)
    return render(request, "web/too_large.html", status=413)


def signed_out(request: HttpRequest) -> HttpResponse:
    """Responds to a form that was sent after the person's session had ended."""
    if wants_json(request):
        message = _(
            "You are signed out. Your text is still on the page."
            " Open another tab, sign in there, then try again."
        )
        return JsonResponse({"image": [message]}, status=401)
    context = {"submitted_fields": submitted_fields(request)}
    return render(request, "web/signed_out.html", context, status=403)
