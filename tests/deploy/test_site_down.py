"""What visitors get from nginx while the site is down: its pages for a limited time, then 503."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.deploy.conftest import request_page, require_nginx
from tests.nginx import run_nginx
from tests.ports import free_port

# Long enough for the second request, also on a busy machine.
STALE_SECONDS = 8


class Upstream(BaseHTTPRequestHandler):
    """In place of the site: a page whose lifetime is short enough for a test."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Cache-Control", f"public, s-maxage=1, stale-if-error={STALE_SECONDS}")
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"A day")

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def upstream(port: int) -> Iterator[None]:
    server = HTTPServer(("127.0.0.1", port), Upstream)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def port() -> int:
    require_nginx()
    return free_port()


def test_pages_are_shown_for_a_limited_time(port: int) -> None:
    with run_nginx(port, wait=False) as (nginx_url, _folder):
        with upstream(port):
            assert request_page(nginx_url, "/a/")[1] == b"A day"
        # nginx counts whole seconds.
        time.sleep(2.2)
        stale, body = request_page(nginx_url, "/a/")
        assert (stale.status, body) == (200, b"A day")
        assert stale.headers["X-Cache-Status"] == "STALE"
        time.sleep(STALE_SECONDS)
        assert request_page(nginx_url, "/a/")[0].status == 503


def test_page_that_is_not_cached_is_a_plain_503(port: int) -> None:
    with run_nginx(port, wait=False) as (nginx_url, _folder):
        response, body = request_page(nginx_url, "/a/")
        assert response.status == 503 and b"try again in a minute" in body
        assert response.headers["Cache-Control"] == "no-store"
        with upstream(port):
            assert request_page(nginx_url, "/a/")[0].status == 200
