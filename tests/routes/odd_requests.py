"""Requests that no page of the site sends: odd parameters, types and charsets."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote, quote_plus

from django.test import Client

from tests.routes.sample_data import PARAMETER, SampleData

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=x"
PART = "--x\r\nContent-Disposition: form-data; name="
# The names of parameters that the site's views and those of Django's admin read.
# fmt: off
NAMES = (
    "story", "chapter", "part", "page", "order", "sort", "tag", "month", "state", "action", "owner",
    "undo", "stage", "paragraph", "move", "after", "as", "next", "text", "html", "content", "quote",
    "reply_to", "form_key", "sequence", "based_on", "copy", "key", "given", "liked", "lift_ban",
    "hide_quote", "confirmed_orphans", "plan_digest", "old", "new", "up", "down", "mature", "image",
    "user", "language", "theme", "q", "p", "o", "e", "deleted", "term", "app_label", "model_name",
    "field_name", "_selected_action", "select_across", "index", "_changelist_filters",
    "form-TOTAL_FORMS", "form-INITIAL_FORMS", "pk", "id", "story__id__exact", "date_joined__year",
    "is_active__exact", "_split", "before_split", "creation_key",
)
# fmt: on
# Django refuses most of its values at once, so it has requests of its own.
TO_FIELD = "_to_field"
TO_FIELD_VALUES = ("", "id", "nothing", "%00")
# Percent-encoded: too long for int(), too long for the database, nothing, NUL, no UTF-8.
VALUES = {
    "overlong number": "9" * 5_000,
    "number of 20 digits": "9" * 20,
    "negative number": "-1",
    "nothing": "",
    "NUL": quote("\0"),
    "no UTF-8": "%ff%fe",
    "markup": quote("<b>{{ x }}[]"),
}


@dataclass(frozen=True)
class OddRequest:
    """`options` are those of Client.generic()."""

    name: str
    method: str
    query: str = ""
    body: bytes = b""
    content_type: str = FORM
    headers: dict[str, Any] = field(default_factory=dict)

    def send(self, client: Client, url: str) -> Any:
        return client.generic(
            self.method,
            url,
            self.body,
            content_type=self.content_type,
            QUERY_STRING=self.query,
            **self.headers,
        )


def odd_parameters(form_fields: dict[str, list[str]]) -> list[OddRequest]:
    """Returns requests that a view reads. `form_fields`: those of the page at the URL."""
    names = [*NAMES, *form_fields]
    shifts = range(len(VALUES))
    return [
        *(_get(f"mixed {shift}", mixed_pairs(NAMES, shift)) for shift in shifts),
        *(_post(f"mixed {shift}", mixed_pairs(names, shift)) for shift in shifts),
        *(_get(f"{TO_FIELD}={value}", f"{TO_FIELD}={value}") for value in TO_FIELD_VALUES),
        *(_post(f"{TO_FIELD}={value}", f"{TO_FIELD}={value}") for value in TO_FIELD_VALUES),
    ]


def odd_types_and_headers() -> list[OddRequest]:
    """Returns requests that Django and the middleware read, before a view does."""
    return [
        *(_post(f"charset {name}", "text=%2B2AA-", f"{FORM}; charset={name}") for name in CHARSETS),
        *(_post(content_type, body, content_type) for content_type, body in BODIES.items()),
        *(OddRequest(f"{name}: {value}", "GET", headers={name: value}) for name, value in HEADERS),
    ]


def mixed_pairs(names: Sequence[str], shift: int) -> str:
    """Returns all names; each shift, up to the number of values, gives a name another value."""
    values = list(VALUES.values())
    return "&".join(
        f"{quote_name(name)}={values[(number + shift) % len(values)]}"
        for number, name in enumerate(names)
    )


def requests_with_one_odd_field(form_fields: dict[str, list[str]]) -> Iterator[OddRequest]:
    """Yields the form of a page with one value changed, once with each odd value."""
    for name in form_fields:
        unchanged = [*_unchanged_pairs(form_fields, name)]
        for value_name, value in VALUES.items():
            body = "&".join([*unchanged, pairs([name], value)])
            yield _post(f"{name}: {value_name}", body)


def requests_with_one_odd_name(
    method: str, names: Iterable[str], others: dict[str, str]
) -> Iterator[OddRequest]:
    """Yields queries or forms of one of the names, once with each odd value, and the others."""
    make = _get if method == "GET" else _post
    for name in names:
        unchanged = [pairs([other], quote_plus(others[other])) for other in others if other != name]
        for value_name, value in VALUES.items():
            yield make(f"{name}: {value_name}", "&".join([*unchanged, pairs([name], value)]))


def queries_in_turn(names: Iterable[str], turn: int) -> Iterator[OddRequest]:
    """Yields a query of each name, at each turn with its next odd value."""
    for number, name in enumerate(names, start=turn):
        value_name = [*VALUES][number % len(VALUES)]
        yield _get(f"{name}: {value_name}", pairs([name], VALUES[value_name]))


def odd_choices(actions: Iterable[str]) -> Iterator[OddRequest]:
    """Yields the form of a list in Django's admin with an odd id among the chosen rows."""
    for action in actions:
        for value_name, value in VALUES.items():
            body = f"action={action}&post=yes&_selected_action=1&_selected_action={value}"
            yield _post(f"{action} of {value_name}", body)


def pairs(names: Sequence[str], value: str) -> str:
    return "&".join(f"{quote_name(name)}={value}" for name in names)


def _unchanged_pairs(form_fields: dict[str, list[str]], left_out: str) -> Iterator[str]:
    for name, values in form_fields.items():
        yield from (pairs([name], quote_plus(value)) for value in values if name != left_out)


def _get(name: str, query: str) -> OddRequest:
    return OddRequest(f"GET {name}", "GET", query)


def _post(name: str, body: str, content_type: str = FORM) -> OddRequest:
    return OddRequest(f"POST {name}", "POST", body=body.encode(), content_type=content_type)


CHARSETS = ("utf-7", "utf-16", "idna", "base64", "nonsense")
BODIES = {
    "application/json": '{"text": [1e999, null]}',
    "text/plain": "text=x",
    "nonsense": "text=x",
    f"{FORM}; charset": "text=x",
    "multipart/form-data": "text=x",
    "multipart/form-data; boundary=" + "x" * 300: "--x",
    PARTS: f'{PART}"image"; filename="a.png"\r\n\r\nx\r\n--x--',
    f"{PARTS}; charset=utf-7": f'{PART}"text"\r\n\r\n+2AA-\r\n--x--',
    # Cut off, and not of the encoding that it names.
    f"{PARTS}; version=2": f'{PART}"text"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!',
}
HEADERS = (
    ("HTTP_COOKIE", "sessionid=\0; csrftoken=x; messages=x; known_device=x"),
    ("HTTP_IF_MODIFIED_SINCE", "Mon, 99 Jan 99999 99:99:99 GMT"),
    ("HTTP_IF_NONE_MATCH", '*,,,"x'),
    ("HTTP_RANGE", "bytes=9-1"),
    ("HTTP_ACCEPT_LANGUAGE", "x" * 5_000),
    ("HTTP_ACCEPT_ENCODING", "gzip;q=x"),
    ("HTTP_HOST", "[x"),
    ("HTTP_REFERER", "http://[x"),
    ("HTTP_ORIGIN", "http://[x"),
    ("HTTP_X_FORWARDED_FOR", "x, y"),
    ("CONTENT_LENGTH", "x"),
    ("CONTENT_LENGTH", "-1"),
    ("CONTENT_LENGTH", "9" * 20),
)


def odd_urls(data: SampleData, route: str) -> Iterator[str]:
    """Yields URLs of the route in which one parameter is odd."""
    for match in PARAMETER.finditer(route):
        url = data.url(f"{route[: match.start()]}{ODD}{route[match.end() :]}")
        for value in (*VALUES.values(), "a%2Fb", "_00", "%D9%A1"):
            yield url.replace(ODD, value)


quote_name = cache(quote_plus)
# Stands for an odd value until the others are filled in.
ODD = "odd-value"
