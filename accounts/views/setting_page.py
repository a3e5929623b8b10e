"""A page of settings that are saved one by one (accounts/setting_forms.py)."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.http import AuthenticatedRequest
from accounts.setting_forms import SettingForm

# Any: forms of rows of all models.
AnyForm = SettingForm[Any]


def show_setting_page(
    request: AuthenticatedRequest,
    template: str,
    form_classes: Sequence[type[AnyForm]],
    context: Mapping[str, object] | None = None,
) -> HttpResponse:
    """Shows the forms to the template as `forms`, and saves the one that was sent.

    Scripts send one form with `?as=fragment` and get it back, with its errors.
    """
    sent = _sent_form(request, form_classes)
    if sent and request.GET.get("as") == "fragment":
        return _respond_to_script(request, sent)
    if sent and sent.is_valid():
        sent.store()
        messages.success(request, str(sent.saved_message))
        return redirect(f"{request.path}#setting-{sent.setting_name}")
    forms = [
        sent if isinstance(sent, form_class) else form_class(request.user)
        for form_class in form_classes
    ]
    by_name = {form.setting_name.replace("-", "_"): form for form in forms}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if sent else HTTPStatus.OK
    values = {**(context or {}), "forms": by_name, "form": sent}
    return render(request, template, values, status=status)


def _sent_form(
    request: AuthenticatedRequest, form_classes: Sequence[type[AnyForm]]
) -> AnyForm | None:
    if request.method != "POST":
        return None
    for form_class in form_classes:
        if form_class.setting_name == request.POST.get("setting"):
            return form_class(request.user, request.POST, request.FILES)
    raise BadRequest("The form names no setting of this page.")


def _respond_to_script(request: AuthenticatedRequest, sent: AnyForm) -> HttpResponse:
    if not sent.is_valid():
        return _fragment(request, sent, HTTPStatus.UNPROCESSABLE_ENTITY)
    sent.store()
    return _fragment(request, type(sent)(request.user), HTTPStatus.OK)


def _fragment(request: AuthenticatedRequest, form: AnyForm, status: HTTPStatus) -> HttpResponse:
    context = {"setting": form}
    return render(request, "accounts/_setting.html", context, status=status)
