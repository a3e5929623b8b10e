"""People who send odd requests to a route, and what the route answers."""

import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.test import Client

from accounts.models import User
from tests.conftest import client_of
from tests.desk.forms import form_fields
from tests.routes.odd_requests import OddRequest

QUERY_OF_LINK = re.compile(r'href="\?([^"#]+)')
ACTIONS_OF_LIST = re.compile(r'<select name="action".*?</select>', re.DOTALL)
VALUE = re.compile(r'value="(\w+)"')


@dataclass(frozen=True)
class Page:
    """A page as GET shows it: its form, the parameters of its links to itself, its list actions."""

    status: int
    fields: dict[str, list[str]]
    linked_names: set[str]
    actions: list[str]

    @classmethod
    def of(cls, response: Any) -> "Page":
        is_html = response.headers.get("Content-Type", "").startswith("text/html")
        html = response.content.decode() if is_html else ""
        queries = [query.replace("&amp;", "&") for query in QUERY_OF_LINK.findall(html)]
        return cls(
            status=response.status_code,
            fields=form_fields(html),
            linked_names={name for query in queries for name, _ in parse_qsl(query)},
            actions=VALUE.findall("".join(ACTIONS_OF_LIST.findall(html))),
        )


class Visitor:
    """Sends requests as one person who has just typed their password.

    Undoes what each request writes, also into the session, and forgets how many there were.
    """

    def __init__(self, user: User | None) -> None:
        self.user = user
        # What the pages have read since somebody last cleared it: see names_read.py.
        self.names_read: dict[str, set[str]] = {"GET": set(), "POST": set()}
        self._start_session()

    def _start_session(self) -> None:
        self.client = Client()
        if self.user:
            self.client = client_of(self.user)
            session = self.client.session
            session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
            session.save()
        self.client.raise_request_exception = False

    def send(self, url: str, request: OddRequest) -> Any:
        with _rolled_back():
            response = request.send(self.client, url)
        if settings.SESSION_COOKIE_NAME in response.cookies:
            self._start_session()
        if names := getattr(response, "names_read", None):
            self.names_read[request.method] |= names
        caches["default"].clear()
        return response

    def open(self, url: str) -> Page:
        return Page.of(self.send(url, OddRequest("GET", "GET")))

    def server_errors(self, requests: Iterable[tuple[str, OddRequest]]) -> list[str]:
        """Sends each request before it takes the next one. Returns those that are server errors."""
        return [
            f"{url} {request.name}"
            for url, request in requests
            if self.send(url, request).status_code >= 500
        ]


@contextmanager
def _rolled_back() -> Iterator[None]:
    savepoint = transaction.savepoint()
    yield
    transaction.savepoint_rollback(savepoint)
