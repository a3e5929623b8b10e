"""Refusing what members write at the desk while they are banned."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from accounts.models import Visitor
from serial.moderation.choices import SanctionKind
from serial.moderation.sanctions.in_force import strictest_sanction
from serial.moderation.sanctions.texts import explain_refusal
from serial.web.submitted_fields import submitted_fields, wants_json


def explain_ban(user: Visitor) -> str:
    """Says why the member may not write on this site now; returns "" if they may."""
    sanction = strictest_sanction(user.pk, None)
    if sanction is None or sanction.kind != SanctionKind.BANNED:
        return ""
    return explain_refusal(sanction)


def refuse_banned(request: HttpRequest) -> HttpResponse | None:
    """Returns the page that gives the text back, or None if the sender of a form may write."""
    reason = explain_ban(request.user) if request.method == "POST" else ""
    return banned_page(request, reason) if reason else None


def banned_page(request: HttpRequest, reason: str) -> HttpResponse:
    if wants_json(request):
        # As the upload of a picture, and the other requests of scripts, have their errors.
        return JsonResponse({"image": [reason], "message": reason}, status=HTTPStatus.FORBIDDEN)
    context = {"reason": reason, "submitted_fields": submitted_fields(request)}
    return render(request, "moderation/sanctions/banned.html", context, status=HTTPStatus.FORBIDDEN)
