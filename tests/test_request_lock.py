"""Requests wait for each other in a process, as long as they are quick."""

from collections.abc import Iterable
from threading import Event, Thread
from wsgiref.util import setup_testing_defaults

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from serial.web.request_lock import OneRequestAtATime

# Django closes connections of the database at the end of each response.
pytestmark = pytest.mark.django_db
# Long enough that a test which waits for it in vain fails, short enough to wait for once.
LONG, SHORT = 20.0, 0.05


class Site:
    """A WSGI application whose path /slow/ is answered when the test says so."""

    def __init__(self, *, max_wait_seconds: float, response: HttpResponseBase) -> None:
        self.application = OneRequestAtATime(self._answer, max_wait_seconds=max_wait_seconds)
        self.response = response
        self.slow_began, self.slow_may_end = Event(), Event()
        self.answered: list[str] = []

    def _answer(self, environ: dict[str, object], _start_response: object) -> HttpResponseBase:
        path = str(environ["PATH_INFO"])
        if path == "/error/":
            raise ValueError(path)
        if path == "/slow/":
            self.slow_began.set()
            assert self.slow_may_end.wait(LONG)
        self.answered.append(path)
        return self.response

    def request(self, path: str) -> Iterable[bytes]:
        environ: dict[str, object] = {"PATH_INFO": path}
        setup_testing_defaults(environ)
        return self.application(environ, lambda *_arguments: lambda _data: None)

    def request_and_close(self, path: str) -> None:
        response = self.request(path)
        assert b"".join(response) == b"text"
        response.close()  # type: ignore[attr-defined]

    def start(self, path: str) -> Thread:
        thread = Thread(target=self.request_and_close, args=[path], daemon=True)
        thread.start()
        return thread


def test_request_waits_for_the_one_before() -> None:
    site = Site(max_wait_seconds=LONG, response=HttpResponse("text"))
    slow = site.start("/slow/")
    assert site.slow_began.wait(LONG)
    other = site.start("/quick/")
    other.join(SHORT)
    assert site.answered == []
    site.slow_may_end.set()
    slow.join(LONG)
    other.join(LONG)
    assert site.answered == ["/slow/", "/quick/"]


def test_request_goes_on_beside_a_slow_one() -> None:
    site = Site(max_wait_seconds=SHORT, response=HttpResponse("text"))
    slow = site.start("/slow/")
    assert site.slow_began.wait(LONG)
    for _ in range(2):
        site.request_and_close("/quick/")
    assert site.answered == ["/quick/", "/quick/"]
    site.slow_may_end.set()
    slow.join(LONG)
    assert site.answered[-1] == "/slow/"


@pytest.mark.parametrize(
    "response", [HttpResponse("text"), StreamingHttpResponse([b"text"])], ids=["page", "stream"]
)
def test_lock_is_free_after_each_response(response: HttpResponseBase) -> None:
    site = Site(max_wait_seconds=LONG, response=response)
    with pytest.raises(ValueError, match="error"):
        site.request("/error/")
    site.request("/first/").close()  # type: ignore[attr-defined]
    assert not site.application.lock.locked()


def test_response_that_is_being_sent_keeps_the_lock_unless_it_is_streamed() -> None:
    page = Site(max_wait_seconds=LONG, response=HttpResponse("text"))
    response = page.request("/page/")
    assert page.application.lock.locked()
    response.close()  # type: ignore[attr-defined]
    stream = Site(max_wait_seconds=LONG, response=StreamingHttpResponse([b"text"]))
    stream.request("/stream/")
    assert not stream.application.lock.locked()
