"""A wrong setting stops the start with its name and what it should be."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

RIGHT = {
    "SECRET_KEY": "x" * 50,
    "SITE_URL": "https://serial.example",
    "PATH": os.environ["PATH"],
}


def start(data: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own arguments
        [sys.executable, "manage.py", "diffsettings"],
        env={**RIGHT, "DATA": str(data), **settings},
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("SECRET_KEY", "", "SECRET_KEY is missing"),
        ("SITE_URL", "", "SITE_URL is missing"),
        ("SITE_URL", "serial.example", "SITE_URL should be the site's address"),
        ("SITE_URL", "https://serial.example/blog", "SITE_URL should be"),
        ("DEBUG", "perhaps", "DEBUG should be 1 or 0"),
        ("DATABASE_URL", "mysql://x/y", "DATABASE_URL should be postgres://"),
        ("CACHE_URL", "memcache://x", "CACHE_URL should be redis://"),
        ("EMAIL_URL", "pigeon://x", "EMAIL_URL should be smtp"),
        ("WHO_MAY_WRITE", "nobody", "WHO_MAY_WRITE should be one of invitation"),
        ("TRUSTED_PROXIES", "two", "TRUSTED_PROXIES should be a whole number"),
        ("MEDIA", "/proc/none/here", "MEDIA should be a folder"),
    ],
)
def test_one_line_says_what_is_wrong(tmp_path: Path, name: str, value: str, says: str) -> None:
    run = start(tmp_path, **{name: value})
    assert run.returncode == 1
    assert says in run.stderr
    assert run.stderr.count("\n") == 1


def test_a_site_over_tls_is_safe_by_default(tmp_path: Path) -> None:
    run = start(tmp_path)
    assert run.returncode == 0, run.stderr
    for line in (
        "SECURE_HSTS_SECONDS = 31536000",
        "SESSION_COOKIE_SECURE = True",
        "CSRF_COOKIE_SECURE = True",
        "SECURE_SSL_REDIRECT = True",
    ):
        assert line in run.stdout
