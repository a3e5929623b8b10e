"""Logs each request, and gives it an id that the visitor can report."""

import logging
import re
import time
from collections.abc import Callable
from typing import Final
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from serial.web.logs import REQUEST_ID, route_of

HEADER: Final = "X-Request-ID"
_VALID_ID: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")

logger = logging.getLogger("serial.request")


class RequestLogMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        request_id = _id_from_proxy(request) or uuid4().hex
        token = REQUEST_ID.set(request_id)
        try:
            response = self.get_response(request)
            response.headers[HEADER] = request_id
            if not settings.DEBUG:
                _log(request, response, time.perf_counter() - started)
            return response
        finally:
            REQUEST_ID.reset(token)


def _id_from_proxy(request: HttpRequest) -> str:
    """Returns the id that the operator's own proxy gave the request, or an empty string."""
    given = request.headers.get(HEADER, "")
    is_trusted = settings.ALLAUTH_TRUSTED_PROXY_COUNT > 0
    return given if is_trusted and _VALID_ID.fullmatch(given) else ""


def _log(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    # Only if the view has loaded it: a page for everyone needs no user.
    user = request.__dict__.get("_cached_user")
    logger.info(
        "request",
        extra={
            "method": request.method,
            "route": route_of(request),
            "status": response.status_code,
            "duration_ms": round(seconds * 1000, 1),
            "user_id": user.pk if user else None,
        },
    )
