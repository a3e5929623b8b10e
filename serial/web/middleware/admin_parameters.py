from collections.abc import Callable, Iterator
from datetime import MAXYEAR, MINYEAR

from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import TO_FIELD_VAR
from django.core.exceptions import BadRequest
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse

from serial.params import MAX_DIGITS, parse_id

_YEAR_LOOKUPS = {"year", "iso_year"}


class AdminParametersMiddleware:
    """Refuses (400, 404) a parameter that Django's admin reads without checking it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., object], *_arguments: object
    ) -> None:
        model_admin: ModelAdmin[Model] | None = getattr(view, "model_admin", None)
        if model_admin is None:
            return
        # Django checks any name but the empty one, then looks the field up.
        if "" in {request.GET.get(TO_FIELD_VAR), request.POST.get(TO_FIELD_VAR)}:
            raise BadRequest(f"{TO_FIELD_VAR} is empty.")
        # Django then shows the form for a change, also where there is no row to change.
        if "_saveasnew" in request.POST and not model_admin.save_as:
            raise BadRequest("This row cannot be saved as a new one.")
        for name, value in _filter_values(request, model_admin):
            # PostgreSQL refuses it.
            if "\x00" in value:
                raise BadRequest("The character NUL is in no text.")
            if _is_overlong_number(value):
                raise BadRequest("A number is too long for the database.")
            if _YEAR_LOOKUPS.intersection(name.split("__")) and _is_no_year(value):
                raise BadRequest("There is no such year.")
        if any(parse_id(value) is None for value in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise Http404("No row has this id.")
        if any(map(_is_overlong_number, _many_to_many_ids(request, model_admin))):
            raise Http404("No row has this id.")


def _filter_values(
    request: HttpRequest, model_admin: ModelAdmin[Model]
) -> Iterator[tuple[str, str]]:
    """Yields the names and values by which Django filters a list: those of fields of the model.

    Our own filters and forms check their values themselves.
    """
    match = request.resolver_match
    if match is None or not (match.url_name or "").endswith("_changelist"):
        return
    fields = {field.name for field in model_admin.model._meta.get_fields()}
    filters = model_admin.get_list_filter(request)
    our_filters = {getattr(each, "parameter_name", None) for each in filters}
    for name, values in request.GET.lists():
        if name.partition("__")[0] in fields and name not in our_filters:
            yield from ((name, value) for value in values)


def _many_to_many_ids(request: HttpRequest, model_admin: ModelAdmin[Model]) -> Iterator[str]:
    """Yields the ids of the rows chosen for a many-to-many field.

    Django's form refuses what is no number, and looks the others up together, where SQLite fails
    for one that is too long for it.
    """
    for field in model_admin.model._meta.many_to_many:
        yield from request.POST.getlist(field.name)


def _is_no_year(value: str) -> bool:
    digits = value.strip().removeprefix("-")
    return digits.isdecimal() and not MINYEAR <= int(value) <= MAXYEAR


def _is_overlong_number(value: str) -> bool:
    digits = value.strip().removeprefix("-")
    return len(digits) > MAX_DIGITS and digits.isdecimal()
