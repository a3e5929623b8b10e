"""A page whose HTML arrives in pieces: what is shown first does not move when the rest arrives."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.request import urlopen

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import OpenPage
from tests.browser.layout_shifts import layout_shifts
from tests.conftest import MakeChapter

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def pausing_server(site: str, after: bytes) -> Iterator[str]:
    """A server in front of the site that pauses for 300 ms after these bytes of a page."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with urlopen(site + self.path, timeout=10) as response:  # noqa: S310 - a local server
                self.send_response(response.status)
                self.send_header("Content-Type", response.headers["Content-Type"])
                self.end_headers()
                begin, found, rest = response.read().partition(after)
            self.wfile.write(begin + found)
            if found:
                time.sleep(0.3)
                self.wfile.write(rest)

        def log_message(self, *_: object) -> None:
            """Prints nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    "path, after",
    [("/read/the-lamp/oil/", b"</details>"), ("/stories/", b"Stories</a>")],
)
def test_header_does_not_move_while_the_page_arrives(
    path: str,
    after: bytes,
    live_server: LiveServer,
    make_chapter: MakeChapter,
    open_page: OpenPage,
) -> None:
    make_chapter(title="Oil")
    page = open_page(390, own_context=True)
    with pausing_server(live_server.url, after) as site:
        # The style sheet is there already when the page is opened again.
        page.goto(site + path)
        page.goto(site + path)
        assert layout_shifts(page) == []
