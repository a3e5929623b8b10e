"""Security headers of every response."""

import pytest
from django.test import Client
from pytest_django import Settings

from serial.chapters.models import Chapter


@pytest.mark.parametrize(
    "page", ["/", "/accounts/login/", "/no/such/page/", "/desk/", "/robots.txt"]
)
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
