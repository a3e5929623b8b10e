"""What a visitor sees when a request is refused."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from serial.web.submitted_fields import submitted_fields, wants_json


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if wants_json(request):
        # Without a session there is no token either; what helps is to sign in.
        if not request.user.is_authenticated:
            return signed_out(request)
        message = _("This page is too old: load it anew. What you typed is still in it.")
        return JsonResponse({"image": [message]}, status=403)
    return render(request, "web/csrf_failure.html", {"sent": submitted_fields(request)}, status=403)


def request_too_large(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        message = _("This is too large. Nothing was saved; what you typed is still in the page.")
        return JsonResponse({"image": [message]}, status=413)
    return render(request, "web/too_large.html", status=413)


def signed_out(request: HttpRequest) -> HttpResponse:
    """For a form that was sent after its sender's session had ended."""
    if wants_json(request):
        message = _("You are signed out. What you typed is still in the page.")
        return JsonResponse({"image": [message]}, status=401)
    return render(request, "web/signed_out.html", {"sent": submitted_fields(request)}, status=403)
