"""What was typed into a form that could not be taken, given back in the page that says so."""

from dataclasses import dataclass

from django.http import HttpRequest

# Never shown again, and not needed to send the rest.
NOT_RETURNED = ("csrfmiddlewaretoken",)
SECRET = "password"  # noqa: S105 - a part of the names of fields


@dataclass(frozen=True)
class SubmittedField:
    name: str
    value: str

    @property
    def is_text(self) -> bool:
        """Whether somebody wrote this, rather than the page: it is then shown."""
        return "\n" in self.value or len(self.value) > 60


def submitted_fields(request: HttpRequest) -> list[SubmittedField]:
    """The fields of the form, but for secrets and files; empty where another site sent them."""
    if request.method != "POST" or not is_same_origin(request):
        return []
    return [
        SubmittedField(name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if name not in NOT_RETURNED and SECRET not in name
    ]


def is_same_origin(request: HttpRequest) -> bool:
    """Whether one of our own pages sent it. Where the browser does not say, it is not believed:

    a form of another site must not be one click away from being sent in a member's name.
    """
    origin = request.headers.get("Origin")
    if origin:
        return origin == f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asked, which would only hide a page from the person."""
    return request.headers.get("Accept", "").startswith("application/json")
