"""An invalid setting stops the start with a message that names it and says what it must be."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

VALID = {
    "SECRET_KEY": "x" * 50,
    "SITE_URL": "https://serial.example",
    "PATH": os.environ["PATH"],
}


def start(data: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - fixed arguments
        [sys.executable, "manage.py", "diffsettings"],
        env={**VALID, "DATA": str(data), **settings},
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("SECRET_KEY", "", "SECRET_KEY is not set"),
        ("SITE_URL", "", "SITE_URL is not set"),
        ("SITE_URL", "serial.example", "SITE_URL must be the URL of the site"),
        ("SITE_URL", "https://serial.example/blog", "SITE_URL must be"),
        ("DEBUG", "perhaps", "DEBUG must be 1 or 0"),
        ("HSTS_PRELOAD", "perhaps", "HSTS_PRELOAD must be 1 or 0"),
        ("DATABASE_URL", "mysql://x/y", "DATABASE_URL must be postgres://"),
        ("CACHE_URL", "memcache://x", "CACHE_URL must be redis://"),
        ("EMAIL_URL", "pigeon://x", "EMAIL_URL must be smtp"),
        ("WHO_MAY_WRITE", "nobody", "WHO_MAY_WRITE must be one of invitation"),
        ("TRUSTED_PROXIES", "two", "TRUSTED_PROXIES must be a whole number"),
        ("SITE_ICON", "icon.png", "SITE_ICON must be a path on this site"),
        ("SITE_LOGO", "https://cdn.example/logo.svg", "SITE_LOGO must be a path on this site"),
        ("SITE_ACCENT", "#8a3318", "SITE_ACCENT must be two colours"),
        ("SITE_ACCENT", "red,blue", "SITE_ACCENT must be two colours"),
        ("SITE_ACCENT", "#d0a090,#e8a083", "(#d0a090 on #eadcc2 has 1.7)"),
        ("SITE_ACCENT", "#8a3318,#8a3318", "a contrast of at least 4.5"),
        ("MEDIA", "/proc/none/here", "MEDIA must be a directory"),
    ],
)
def test_invalid_setting_stops_the_start_with_one_line(
    tmp_path: Path, name: str, value: str, message: str
) -> None:
    run = start(tmp_path, **{name: value})
    assert run.returncode == 1
    assert message in run.stderr
    assert run.stderr.count("\n") == 1


def test_https_site_has_secure_settings_by_default(tmp_path: Path) -> None:
    run = start(tmp_path)
    assert run.returncode == 0, run.stderr
    for line in (
        "SECURE_HSTS_SECONDS = 31536000",
        "SESSION_COOKIE_SECURE = True",
        "CSRF_COOKIE_SECURE = True",
        "SECURE_SSL_REDIRECT = True",
    ):
        assert line in run.stdout
    assert "SECURE_HSTS_PRELOAD" not in run.stdout


def test_preload_of_hsts_is_the_choice_of_the_operator(tmp_path: Path) -> None:
    assert "SECURE_HSTS_PRELOAD = True" in start(tmp_path, HSTS_PRELOAD="1").stdout
    over_http = start(tmp_path, HSTS_PRELOAD="1", SITE_URL="http://serial.example")
    assert "SECURE_HSTS_PRELOAD" not in over_http.stdout


def test_log_is_json_and_readable_under_debug(tmp_path: Path) -> None:
    admins = start(tmp_path, ADMINS="olga@example.org,otto@example.org").stdout
    assert "ADMINS = [('olga@example.org', 'olga@example.org'), ('otto@" in admins
    assert "'formatter': 'json'" in admins and "'handlers': ['admins']" in admins
    debug = start(tmp_path, DEBUG="1").stdout
    assert "'formatter': 'line'" in debug and "'handlers': ['admins']" not in debug
