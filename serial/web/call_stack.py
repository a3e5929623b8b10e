"""Gives each request one piece of memory that is large enough for all its Python calls.

CPython stores the frames of calls in chunks of 16 KB. A call that does not fit into the last one
gets another one from the operating system, and gives it back when it returns. If a loop makes the
call, each pass does this again (https://github.com/python/cpython/issues/142183; not fixed in
Python 3.11 and 3.12). Which loops it hits depends on how deep the stack is: with two more
middlewares, lists of stories were made a quarter slower
(docs/decisions/0030-one-chunk-for-all-calls-of-a-request.md).
"""

from collections.abc import Iterable
from types import FunctionType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Of eight bytes each. CPython rounds the chunk of a large frame up to a power of two: this one has
# 256 KB, of which 120 KB are left for the calls above it. Only what they use takes memory.
FRAME_SLOTS = 17_000


def with_room_for_calls(application: "WSGIApplication") -> "WSGIApplication":
    """Returns a WSGI application that calls `application` from a frame in a large chunk."""

    def call(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        return application(environ, start_response)

    return FunctionType(
        call.__code__.replace(co_stacksize=FRAME_SLOTS), globals(), closure=call.__closure__
    )
