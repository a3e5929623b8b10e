"""The pages for requests that are rejected before a view handles them.

A request that accepts JSON gets the error in the form that markdownx expects for a failed upload:
{"image": [message]}.
"""

import errno
import sys
from http import HTTPStatus

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from serial.web.logs import REQUEST_ID
from serial.web.submitted_fields import (
    UNREADABLE_FORM,
    SubmittedField,
    submitted_fields,
    wants_json,
)

_FULL_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG}


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    context = {"is_desk": request.path.startswith(reverse("desk:index"))}
    return render(request, "403.html", context, status=HTTPStatus.FORBIDDEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if wants_json(request):
        # Without a session there is no CSRF token: the person has to sign in.
        if not request.user.is_authenticated:
            return signed_out(request)
        message = _("This page has expired. Reload it and try again; your text is not lost.")
        return JsonResponse({"image": [message]}, status=403)
    context = {"submitted_fields": submitted_fields(request)}
    return render(request, "web/csrf_failure.html", context, status=403)


def request_too_large(request: HttpRequest, *, is_read: bool) -> HttpResponse:
    """is_read: whether the form may be read, so that its text is shown again."""
    if wants_json(request):
        message = _("This is too large. Nothing was saved. Your text is still on the page.")
        return JsonResponse({"image": [message]}, status=413)
    fields = _readable_fields(request) if is_read else []
    context = {"texts": [field.value for field in fields if field.is_long_text]}
    return render(request, "web/too_large.html", context, status=413)


def file_too_large(request: HttpRequest) -> HttpResponse:
    """Responds to an upload that is not read."""
    context = {"max_megabytes": settings.MANUSCRIPT_MAX_MEGABYTES}
    return render(request, "web/file_too_large.html", context, status=413)


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


def server_error(request: HttpRequest) -> HttpResponse:
    """Responds to an exception in a view or a middleware, with what the person typed.

    503 if the database or the disk failed: then the same form can be sent again later. The page
    needs neither database nor session.
    """
    is_unavailable = _is_unavailable(sys.exc_info()[1])
    status = HTTPStatus.SERVICE_UNAVAILABLE if is_unavailable else HTTPStatus.INTERNAL_SERVER_ERROR
    if wants_json(request):
        message = _("The site has an error. Your text is still on the page. Try again in a minute.")
        return JsonResponse({"image": [message]}, status=status)
    context = {
        "is_unavailable": is_unavailable,
        "request_id": REQUEST_ID.get(),
        "submitted_fields": _readable_fields(request),
        # Not as a RequestContext: its processors ask the database for the user.
        "request": request,
        "csrf_token": get_token(request),
    }
    response = HttpResponse(render_to_string("500.html", context), status=status)
    if is_unavailable:
        response.headers["Retry-After"] = "30"
    return response


def _is_unavailable(error: BaseException | None) -> bool:
    if isinstance(error, OSError):
        return error.errno in _FULL_DISK
    return isinstance(error, OperationalError | InterfaceError)


def _readable_fields(request: HttpRequest) -> list[SubmittedField]:
    try:
        return submitted_fields(request)
    except UNREADABLE_FORM:
        return []
