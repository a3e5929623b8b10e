"""Answers one request at a time in each process, as long as requests are quick.

The threads of a process share its interpreter. Two that compute at the same time pass it back and
forth between the processors, and each page costs up to twice the CPU time: measured with gunicorn,
4 threads and 2 processors, the home page among 1,000 stories went from 250 to 540 requests a CPU
second (docs/decisions/0024-one-quick-request-at-a-time.md).
"""

from collections.abc import Iterable, Iterator
from threading import Lock
from typing import TYPE_CHECKING

from django.http.response import HttpResponseBase

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Several times what a page takes that is made anew (up to 20 ms). A request that waits longer waits
# for a slow one, and goes on beside it.
MAX_WAIT_SECONDS = 0.05


class OneRequestAtATime:
    """A WSGI application around `application`.

    A request has the lock until its response is sent, or, if that is streamed, until it begins.
    """

    def __init__(
        self, application: "WSGIApplication", *, max_wait_seconds: float = MAX_WAIT_SECONDS
    ) -> None:
        self.application = application
        self.max_wait_seconds = max_wait_seconds
        self.lock = Lock()

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if not self.lock.acquire(timeout=self.max_wait_seconds):
            return self.application(environ, start_response)
        try:
            response = self.application(environ, start_response)
        except BaseException:
            self.lock.release()
            raise
        if isinstance(response, HttpResponseBase) and not response.streaming:
            return ResponseWithLock(response, self.lock)
        # A file or an archive can take minutes to a slow reader.
        self.lock.release()
        return response


class ResponseWithLock:
    """A response that frees the lock when it is closed, which servers do once in any case."""

    def __init__(self, response: HttpResponseBase, lock: Lock) -> None:
        self.response, self.lock = response, lock

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.response)

    def close(self) -> None:
        # What is done after the response does not hold up other requests.
        self.lock.release()
        self.response.close()
