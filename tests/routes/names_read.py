"""Which parameters a page reads, so that a test can try odd values of each of them alone."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

# Instead of names: the page goes through all parameters.
ALL = "*"


class RecordedQuery(QueryDict):
    """Adds the names that are read from it to `names_read`, once that is set."""

    names_read: set[str] | None = None

    def record(self, name: str) -> None:
        if self.names_read is not None:
            self.names_read.add(name)

    def __getitem__(self, name: str) -> Any:
        self.record(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self.record(str(name))
        return super().__contains__(name)

    def __iter__(self) -> Iterator[str]:
        self.record(ALL)
        return super().__iter__()

    def items(self) -> Iterator[tuple[str, Any]]:  # type: ignore[override]
        for name in self:
            yield name, super().__getitem__(name)

    def getlist(self, name: str, default: Any = None) -> Any:
        self.record(name)
        return super().getlist(name, default)

    def lists(self) -> Any:
        self.record(ALL)
        return super().lists()


def recorded(query: QueryDict) -> RecordedQuery:
    copy = RecordedQuery("", mutable=True, encoding=query.encoding)
    for name, values in query.lists():
        copy.setlist(name, values)
    copy._mutable = False
    copy.names_read = set()
    return copy


class RecordNamesMiddleware:
    """Sets `names_read` of a response: names of the query or of the form. The last middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = recorded(request.POST if request.method == "POST" else request.GET)
        setattr(request, request.method or "GET", query)
        response = self.get_response(request)
        response.names_read = query.names_read  # type: ignore[attr-defined]
        return response
