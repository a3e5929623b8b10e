"""docs/privacy.md has the table of what is registered, and the cookies of the site."""

from datetime import timedelta

from django.conf import settings

from accounts import known_devices
from serial.archive.registry.entries import personal_data
from serial.archive.registry.privacy_table import DOCUMENT, documented
from serial.comments.time_limits import OWNER_TOKEN_PERIOD
from serial.reading.comments.tokens import COOKIE_PREFIX
from serial.web.ip_hash import IP_HASH_PERIOD

TEXT = DOCUMENT.read_text(encoding="utf-8")


def test_table_is_up_to_date() -> None:
    """Run `make privacy`."""
    assert documented() == TEXT
    rows = [line for line in TEXT.splitlines() if line.startswith("| **")]
    assert len(rows) == len(list(personal_data()))


def test_cookies_and_periods_are_those_of_the_site() -> None:
    session = timedelta(seconds=settings.SESSION_COOKIE_AGE).days
    cookies = {
        settings.SESSION_COOKIE_NAME: f"{session} days",
        settings.CSRF_COOKIE_NAME: "1 year",
        "messages": "until it is shown",
        known_devices.COOKIE: "1 year",
        f"{COOKIE_PREFIX}-…": f"{OWNER_TOKEN_PERIOD.days} days",
    }
    listed = [line.split(" | ") for line in TEXT.splitlines() if line.startswith("| `")]
    found = {cells[0].strip("| `"): cells[-1].rstrip(" |") for cells in listed if len(cells) == 4}
    assert found.keys() == cookies.keys()
    assert [name for name, period in cookies.items() if not found[name].startswith(period)] == []
    assert settings.CSRF_COOKIE_AGE // (24 * 3600) in range(360, 370)
    assert timedelta(days=365) == known_devices.LIFETIME
    assert f"for {IP_HASH_PERIOD.days} days after its last use" in TEXT
