"""Plain words for the User-Agent header of a browser: "Firefox on Android"."""

from django.utils.translation import gettext, pgettext

# The first that is in the header counts: most browsers also name those that they descend from.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Vivaldi/": "Vivaldi",
    "YaBrowser/": "Yandex",
    "DuckDuckGo/": "DuckDuckGo",
    "Ddg/": "DuckDuckGo",
    "FxiOS/": "Firefox",
    "Firefox/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Macintosh": "Mac",
    "Linux": "Linux",
}


def browser_name(user_agent: str) -> str:
    """Returns the browser and the device, as far as the header says. Both are only claims."""
    browser, system = _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)
    if browser and system:
        values = {"browser": browser, "device": system}
        return pgettext("browser", "%(browser)s on %(device)s") % values
    if system:
        return gettext("Unknown browser on %(device)s") % {"device": system}
    return browser or gettext("Unknown browser")


def _first(names: dict[str, str], user_agent: str) -> str:
    return next((name for part, name in names.items() if part in user_agent), "")
