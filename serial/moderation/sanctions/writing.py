"""Refusing what members write at the desk while they are banned."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from serial.moderation.choices import SanctionKind
from serial.moderation.sanctions.in_force import strictest_sanction
from serial.moderation.sanctions.texts import explain_refusal
from serial.web.submitted_fields import submitted_fields, wants_json


def refuse_banned(request: HttpRequest) -> HttpResponse | None:
    """Returns the page that gives the text back, or None if the sender of a form may write."""
    if request.method != "POST":
        return None
    sanction = strictest_sanction(request.user.pk, None)
    if sanction is None or sanction.kind != SanctionKind.BANNED:
        return None
    if wants_json(request):
        reason = explain_refusal(sanction)
        # As the upload of a picture, and the other requests of scripts, have their errors.
        return JsonResponse({"image": [reason], "message": reason}, status=HTTPStatus.FORBIDDEN)
    context = {"reason": explain_refusal(sanction), "submitted_fields": submitted_fields(request)}
    return render(request, "moderation/sanctions/banned.html", context, status=HTTPStatus.FORBIDDEN)
