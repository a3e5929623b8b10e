"""The page of a statement, with the appeal: the same for members and for guests."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control

from serial.comments.changes.base import ActionRefused
from serial.moderation.appealing import appeal, withdraw
from serial.moderation.causes import Cause
from serial.moderation.statements.appeal_form import AppealForm
from serial.moderation.statements.statement import statement_of
from serial.web.crawlers import add_directive


def show_statement(
    request: HttpRequest, cause: Cause, *, owner_token: str = "", back_url: str = ""
) -> HttpResponse:
    """For the person it concerns. A POST sends the appeal, or withdraws it."""
    error, form = "", AppealForm(request.POST if _sends_words(request) else None)
    try:
        if "withdraw" in request.POST:
            withdraw(cause, request.user, owner_token)
            return redirect(request.path)
        if form.is_valid():
            appeal(cause, form.cleaned_data["words"], request.user, owner_token)
            return redirect(request.path)
    except ActionRefused as refused:
        error = str(refused)
    context = {
        "statement": statement_of(cause),
        "form": form,
        "error": error,
        "back_url": back_url,
    }
    is_refused = bool(error or form.errors)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK
    response = render(request, "moderation/statements/statement.html", context, status=status)
    patch_cache_control(response, private=True, no_store=True)
    add_directive(response, "noindex")
    return response


def _sends_words(request: HttpRequest) -> bool:
    return request.method == "POST" and "withdraw" not in request.POST
