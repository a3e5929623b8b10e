"""How the comparison is shown, and the query that the links of the page keep."""

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext

VIEWS = ("together", "beside", "whole")


@dataclass(frozen=True)
class ViewLink:
    label: str
    query: str
    is_current: bool


def requested_view(request: HttpRequest) -> str:
    """Returns one of VIEWS; `?view=` names it."""
    requested = request.GET.get("view")
    return requested if requested in VIEWS else VIEWS[0]


def view_links(request: HttpRequest) -> list[ViewLink]:
    labels = (gettext("Together"), gettext("Side by side"), gettext("Whole text"))
    current = requested_view(request)
    return [
        ViewLink(label, _query(request, view, ("from", "to", "page")), view == current)
        for view, label in zip(VIEWS, labels, strict=True)
    ]


def kept_query(request: HttpRequest) -> str:
    """Returns what links to other revisions keep, such as "&page=2"; it may be empty."""
    query = _query(request, requested_view(request), ("page",))
    return f"&{query}" if query else ""


def _query(request: HttpRequest, view: str, names: tuple[str, ...]) -> str:
    query = QueryDict(mutable=True)
    for name in names:
        if value := request.GET.get(name):
            query[name] = value
    if view != VIEWS[0]:
        query["view"] = view
    return query.urlencode()
