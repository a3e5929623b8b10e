"""What a real gunicorn sends, byte by byte."""

import re
import socket
import time
from contextlib import ExitStack, closing
from urllib.parse import urlsplit

from tests.deploy.running_site import Site


def send(site: str, method: str, path: str, *headers: str) -> tuple[list[str], bytes]:
    """Returns the header lines and all bytes after them."""
    address = urlsplit(site)
    lines = [f"{method} {path} HTTP/1.1", f"Host: {address.netloc}", "Connection: close", *headers]
    with closing(
        socket.create_connection((address.hostname or "", address.port or 0), timeout=20)
    ) as client:
        client.sendall("\r\n".join([*lines, "", ""]).encode())
        received = b"".join(iter(lambda: client.recv(65_536), b""))
    head, _, body = received.partition(b"\r\n\r\n")
    return head.decode("latin-1").split("\r\n"), body


def names(lines: list[str]) -> set[str]:
    return {line.partition(":")[0].lower() for line in lines[1:]}


def test_head_has_the_headers_of_get_and_no_body(site: Site) -> None:
    url = site.url
    _lines, home = send(url, "GET", "/")
    style_sheet = re.search(r'href="(/static/[^"]+\.css)"', home.decode())
    assert style_sheet
    for path in ("/", "/feed/", "/robots.txt", style_sheet[1], "/desk/", "/accounts/login/"):
        for encoding in ("identity", "gzip"):
            header = f"Accept-Encoding: {encoding}"
            get_lines, get_body = send(url, "GET", path, header)
            head_lines, head_body = send(url, "HEAD", path, header)
            assert head_body == b"" and head_lines[0] == get_lines[0], path
            assert names(head_lines) == names(get_lines), path
            # The length of a compressed page is random, so that it reveals nothing.
            if encoding == "identity" and path != "/accounts/login/":
                assert f"Content-Length: {len(get_body)}" in head_lines, path
    lines, body = send(url, "HEAD", "/no/such/page/")
    assert (lines[0], body) == ("HTTP/1.1 404 Not Found", b"")
    # gunicorn drops the body of a response to HEAD, and warns of it.
    assert "body bytes" not in site.log.read_text()


def test_request_that_takes_long_does_not_stop_the_others_of_its_process(
    site: Site,
) -> None:
    """The site has one worker. Three visitors send a form, and pause in its middle."""
    address = urlsplit(site.url)
    head = [
        "POST /accounts/login/ HTTP/1.1",
        f"Host: {address.netloc}",
        # Without them the site rejects the form before it reads it.
        f"Origin: {site.url}",
        f"Cookie: csrftoken={'x' * 32}",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Length: 99",
    ]
    begun = "\r\n".join([*head, "", "login="]).encode()
    with ExitStack() as stack:
        for _ in range(3):
            place = (address.hostname or "", address.port or 0)
            slow = stack.enter_context(closing(socket.create_connection(place)))
            slow.sendall(begun)
        time.sleep(0.5)
        lines, _body = send(site.url, "GET", "/about/")
        assert lines[0] == "HTTP/1.1 200 OK"
