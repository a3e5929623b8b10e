"""Asks members to accept changed terms before they write. Nothing that they typed is lost.

The page that asks has all fields of the form that was sent, and its button sends them again to the
same URL, together with the acceptance. So the comment is posted, or the chapter saved, by the same
press. Reading, voting, deleting, and the pages of the account are never stopped.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from accounts.models import User, Visitor
from serial.policies.acceptance import record_acceptance
from serial.policies.acceptance_field import FIELD_NAME
from serial.policies.acceptance_form import AcceptanceForm
from serial.policies.changes import changed_documents
from serial.web.submitted_fields import submitted_fields

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def acceptance_required(view: View[P]) -> View[P]:
    """For views that store what somebody wrote."""

    @wraps(view)
    def wrapper(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return ask_for_acceptance(request) or view(request, *args, **kwargs)

    return wrapper


def ask_for_acceptance(request: HttpRequest) -> HttpResponseBase | None:
    """Returns the page that asks the sender of a form, or None if they may go on."""
    user = request.user
    if request.method != "POST" or not must_accept(user) or not isinstance(user, User):
        return None
    form = AcceptanceForm(request.POST if FIELD_NAME in request.POST else None)
    if form.is_valid():
        record_acceptance(user.pk, form.accepted_numbers())
        user.has_policies_to_accept = False
        return None
    fields = [field for field in submitted_fields(request) if field.name != FIELD_NAME]
    context = {
        "form": form,
        "policy_notice": "",
        "changed": changed_documents(user.pk),
        "submitted_fields": fields,
        "lost_files": [file.name for _, files in request.FILES.lists() for file in files],
    }
    return render(request, "policies/interrupted.html", context, status=HTTPStatus.CONFLICT)


def must_accept(user: Visitor) -> bool:
    return isinstance(user, User) and user.has_policies_to_accept


def policy_notice(user: Visitor) -> SafeString:
    """Returns the notice at the top of a member's pages, or "" if they have nothing to accept."""
    if not must_accept(user):
        return SafeString("")
    return render_to_string("policies/_notice.html")
