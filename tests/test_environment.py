"""An invalid setting stops the start with a message that names it and says what it must be."""

import os
from collections.abc import Callable

import pytest

from tests.starting import Start, start_with_each

VALID = {
    "SECRET_KEY": "x" * 50,
    "SITE_URL": "https://serial.example",
    "PATH": os.environ["PATH"],
}
INVALID = [
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
    ("SITE_CONTACT", "write to us", "SITE_CONTACT must be an email address, or a URL"),
    ("SITE_AUTHORITY_CONTACT", "ftp://x", "SITE_AUTHORITY_CONTACT must be an email address"),
    ("SEARCH_ENGINES", "maybe", "SEARCH_ENGINES must be one of author, allow, refuse"),
    ("AI_CRAWLERS", "1", "AI_CRAWLERS must be one of author, allow, refuse"),
    ("SITE_ICON", "icon.png", "SITE_ICON must be a path on this site"),
    ("SITE_LOGO", "https://cdn.example/logo.svg", "SITE_LOGO must be a path on this site"),
    ("SITE_ACCENT", "#8a3318", "SITE_ACCENT must be two colours"),
    ("SITE_ACCENT", "red,blue", "SITE_ACCENT must be two colours"),
    ("SITE_ACCENT", "#d0a090,#e8a083", "(#d0a090 on #eadcc2 has 1.7)"),
    ("SITE_ACCENT", "#8a3318,#8a3318", "a contrast of at least 4.5"),
    ("MEDIA", "/proc/none/here", "MEDIA must be a directory"),
]
PRELOAD = {"HSTS_PRELOAD": "1"}
PRELOAD_OVER_HTTP = {**PRELOAD, "SITE_URL": "http://serial.example"}
SECURE = {
    "SECURE_HSTS_SECONDS": 31536000,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SECURE_SSL_REDIRECT": True,
}
Started = Callable[..., Start]


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Started:
    """Returns how the site started with these settings, one of the cases above."""
    changes = [{name: value} for name, value, _message in INVALID]
    changes += [{}, PRELOAD, PRELOAD_OVER_HTTP]
    valid = {**VALID, "DATA": str(tmp_path_factory.mktemp("data"))}
    environments = [{**valid, **changed} for changed in changes]
    starts = start_with_each(environments, *SECURE, "SECURE_HSTS_PRELOAD")
    return lambda **settings: starts[changes.index(settings)]


@pytest.mark.parametrize(("name", "value", "message"), INVALID)
def test_invalid_setting_stops_the_start_with_one_line(
    started: Started, name: str, value: str, message: str
) -> None:
    run = started(**{name: value})
    assert run.returncode == 1
    assert message in run.stderr
    assert run.stderr.count("\n") == 1


def test_https_site_has_secure_settings_by_default(started: Started) -> None:
    run = started()
    assert run.returncode == 0, run.stderr
    assert run.settings == SECURE


def test_preload_of_hsts_is_the_choice_of_the_operator(started: Started) -> None:
    assert started(**PRELOAD).settings["SECURE_HSTS_PRELOAD"] is True
    over_http = started(**PRELOAD_OVER_HTTP)
    assert over_http.returncode == 0 and "SECURE_HSTS_PRELOAD" not in over_http.settings
