"""Security headers of every response."""

from pathlib import Path
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory
from pytest_django import Settings

from serial.chapters.models import Chapter
from tests.rolling_back import try_each


@try_each("page", ["/", "/accounts/login/", "/no/such/page/", "/desk/", "/robots.txt"])
def test_every_page_has_security_headers(page: str, chapter: Chapter, guest_client: Client) -> None:
    headers = guest_client.get(page).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy
    for directive in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert directive in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_response_over_tls_has_hsts(db: None, settings: Settings) -> None:
    settings.SECURE_HSTS_SECONDS = 60
    response = Client().get("/", secure=True)
    assert response.headers["Strict-Transport-Security"].startswith("max-age=60")


def sent_by_wsgi(method: str, path: str) -> tuple[dict[str, str], bytes]:
    """Returns what a WSGI server gets. Django's test client drops the body of HEAD itself."""
    headers: dict[str, str] = {}

    def start_response(_status: str, lines: list[tuple[str, str]], *_: object) -> Any:
        headers.update(lines)

    response = WSGIHandler()(RequestFactory().generic(method, path).environ, start_response)
    try:
        return headers, b"".join(response)
    finally:
        response.close()


def test_response_to_head_has_no_body(chapter: Chapter, media: Path) -> None:
    (media / "picture.png").write_bytes(b"a picture")
    pages = ["/", chapter.get_absolute_url(), "/feed/", "/media/picture.png"]
    for path in [*pages, "/desk/", "/no/such/page/", "/comments/preview/"]:
        length = len(sent_by_wsgi("GET", path)[1])
        headers, body = sent_by_wsgi("HEAD", path)
        assert (body, headers.get("Content-Length")) == (b"", str(length)), path
