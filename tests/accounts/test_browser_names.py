"""Members read the name of a browser, not its User-Agent header."""

import pytest

from accounts.browser_names import browser_name

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
ANDROID = "Mozilla/5.0 (Linux; Android 10; K)"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)"
IPAD = "Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X)"
KHTML = "AppleWebKit/537.36 (KHTML, like Gecko)"
WEBKIT = "AppleWebKit/605.1.15 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (f"{WINDOWS} {KHTML} Chrome/142.0.0.0 Safari/537.36", "Chrome on Windows"),
        (f"{WINDOWS} {KHTML} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0", "Edge on Windows"),
        (f"{ANDROID} {KHTML} Chrome/142.0.0.0 Mobile Safari/537.36", "Chrome on Android"),
        (
            f"{ANDROID} {KHTML} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
            "Samsung Internet on Android",
        ),
        (f"{MAC} {KHTML} Chrome/142.0.0.0 Safari/537.36 OPR/124.0.0.0", "Opera on Mac"),
        (f"{MAC} {WEBKIT} Version/18.1 Safari/605.1.15", "Safari on Mac"),
        (f"{IPHONE} {WEBKIT} Version/18.1 Mobile/15E148 Safari/604.1", "Safari on iPhone"),
        (f"{IPHONE} {WEBKIT} FxiOS/144.0 Mobile/15E148 Safari/605.1.15", "Firefox on iPhone"),
        (f"{IPAD} {WEBKIT} CriOS/142.0.0.0 Mobile/15E148 Safari/604.1", "Chrome on iPad"),
        (
            "Mozilla/5.0 (Android 15; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0",
            "Firefox on Android",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
            "Firefox on Linux",
        ),
        (
            f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {KHTML} Chrome/142.0.0.0 Safari/537.36",
            "Chrome on ChromeOS",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Trident/7.0; rv:11.0) like Gecko",
            "Unknown browser on Windows",
        ),
        ("Firefox/1", "Firefox"),
        ("curl/8.5.0", "Unknown browser"),
        ("<b>Firefox</b>", "Unknown browser"),
        ("", "Unknown browser"),
    ],
)
def test_name_of_a_browser(user_agent: str, name: str) -> None:
    assert browser_name(user_agent) == name
