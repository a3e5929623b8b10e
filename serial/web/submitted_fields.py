"""The values of a rejected form, shown again on the error page so that no text is lost."""

from dataclasses import dataclass

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError

# Raised by reading a form that was cut off, is too large, or cannot be parsed. Error pages must
# catch these: they may be the first to read the form.
UNREADABLE_FORM = (UnreadablePostError, MultiPartParserError, SuspiciousOperation, BadRequest)
# Of no use to the person, and the new form has its own.
EXCLUDED_FIELDS = ("csrfmiddlewaretoken",)
# Fields whose names contain this are never shown again.
SECRET_FIELD = "password"  # noqa: S105 - a part of a field's name
# Of fields with a signed key, which is long and which nobody typed: form_key.
KEY_SUFFIX = "_key"
# Values longer than this are shown; shorter ones, such as ids, go into hidden inputs.
MAX_HIDDEN_LENGTH = 60


@dataclass(frozen=True)
class SubmittedField:
    name: str
    value: str

    @property
    def is_long_text(self) -> bool:
        """Whether a person probably wrote this value, so that it must be shown."""
        if self.name.endswith(KEY_SUFFIX):
            return False
        return "\n" in self.value or len(self.value) > MAX_HIDDEN_LENGTH


def submitted_fields(request: HttpRequest) -> list[SubmittedField]:
    """Returns the form's fields without secrets and files.

    Returns an empty list if another site sent the form.
    """
    if request.method != "POST" or not is_same_origin(request):
        return []
    return [
        SubmittedField(name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if name not in EXCLUDED_FIELDS and SECRET_FIELD not in name
    ]


def is_same_origin(request: HttpRequest) -> bool:
    """Whether a page of this site sent the request. False if the browser does not say.

    Otherwise another site's form would be one click away from being sent in a member's name.
    """
    origin = request.headers.get("Origin")
    if origin:
        return origin == f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def wants_json(request: HttpRequest) -> bool:
    """Whether a script sent the request. It would not show an HTML page to the person."""
    return request.headers.get("Accept", "").startswith("application/json")
