"""The site's logs: one JSON line for each event, readable lines under DEBUG.

Nothing here logs URLs, IP addresses, emails, tokens or what people typed: a URL is logged as its
route, such as `read/<slugs:story_slug>/`.
"""

import logging
import re
import traceback
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.views.debug import ExceptionReporter
from pythonjsonlogger.json import JsonFormatter

# The id of the request that is being handled; empty outside of a request.
REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
# PostgreSQL ends a message with values: "DETAIL:  Key (email)=(nina@example.org) already exists."
_DETAIL = re.compile(r"\nDETAIL:.*?(?=\n\n(?:The above|During handling)|\Z)", re.DOTALL)


def route_of(request: HttpRequest) -> str:
    """Returns the pattern of the request's URL; empty if no pattern matches."""
    return request.resolver_match.route if request.resolver_match else ""


class RequestFilter(logging.Filter):
    """Adds the request's id to a record, and replaces the URL in Django's own messages."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = REQUEST_ID.get()
        request = record.__dict__.pop("request", None)
        if isinstance(request, HttpRequest):
            route = record.route = route_of(request)
            # Django logs "Internal Server Error: %s" with the URL.
            if isinstance(record.args, tuple):
                parts = (route if part == request.path else part for part in record.args)
                record.args = tuple(parts)
        return True


def without_values(traceback_text: str) -> str:
    return _DETAIL.sub("", traceback_text)


class LogFormatter(JsonFormatter):
    def formatException(self, ei: Any) -> str:
        return without_values(str(super().formatException(ei)))


class TracebackReporter(ExceptionReporter):
    """The report in an email to ADMINS: the traceback alone.

    Django's own report has the request, the settings and the values of variables.
    """

    def get_traceback_text(self) -> SafeString:
        lines = traceback.format_exception(self.exc_value) if self.exc_value else []
        return SafeString(without_values("".join(lines)))
