"""Reads settings from the environment. An invalid setting stops the start with a clear message."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

from serial.contrast import TEXT_CONTRAST, contrast, is_hex_colour

BASE_DIR = Path(__file__).resolve().parent.parent

# The grounds that text in the accent colour stands on, of all light and of all dark themes, and
# the text on a button in that colour. static/css/tokens.css and reading/settings.css set them.
LIGHT_GROUNDS = ("#fbf8f3", "#fffdf9", "#f3eee5", "#f3e8d3", "#f9f1e1", "#eadcc2", "#fff")
DARK_GROUNDS = ("#171512", "#201d19", "#282521", "#000", "#111", "#161412", "#1b120d")

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")


def invalid(name: str, expected: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name} must be {expected}, not {env.str(name, '')!r}.")


def boolean(name: str, default: bool) -> bool:
    value = env.str(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise invalid(name, "1 or 0")


def choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    value = env.str(name, "") or default
    if value not in choices:
        raise invalid(name, "one of " + ", ".join(choices))
    return value


def whole_number(name: str, default: int) -> int:
    value = env.str(name, "") or str(default)
    if not value.isdecimal():
        raise invalid(name, "a whole number, 0 or more")
    return int(value)


def words(name: str) -> list[str]:
    """Returns the words between commas or white space."""
    return str(env.str(name, "")).replace(",", " ").split()


def directory(name: str, default: Path) -> Path:
    """Returns the path of a directory, and creates the directory if it does not exist."""
    path = Path(env.str(name, "") or default).expanduser()
    path = path if path.is_absolute() else BASE_DIR / path
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        expected = f"a directory that exists or can be created ({error.strerror})"
        raise invalid(name, expected) from error
    return path


def site_url(name: str, default: str) -> str:
    """Returns the site's URL without a trailing slash, such as https://serial.example."""
    value = (env.str(name, "") or default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise invalid(name, "the URL of the site without a path, such as https://serial.example")
    return value


def web_address(name: str, default: str) -> str:
    """Returns a URL of HTTP or HTTPS."""
    value = env.str(name, "") or default
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise invalid(name, f"a URL such as {default}")
    return value


def contact(name: str) -> str:
    """Returns an email address, a URL, or ""."""
    value = env.str(name, "").strip()
    is_url = urlsplit(value).scheme in {"http", "https"} and bool(urlsplit(value).hostname)
    if value and not is_url and not is_email(value):
        raise invalid(name, "an email address, or a URL that begins with https://")
    return str(value)


def is_email(value: str) -> bool:
    try:
        validate_email(value)
    except ValidationError:
        return False
    return True


def text(name: str) -> str:
    r"""Returns lines of text: `\n` starts a new line."""
    return str(env.str(name, "")).replace("\\n", "\n").strip()


def path_on_site(name: str) -> str:
    """Returns a path such as /media/logo.svg, or "". The pages load nothing from other sites."""
    value: str = env.str(name, "")
    if value and (not value.startswith("/") or value.startswith("//")):
        raise invalid(name, "a path on this site, such as /media/logo.svg")
    return value


def accent(name: str) -> str:
    """Returns the CSS colour of light and of dark themes, or "" if it is not set.

    Refuses colours that would be hard to read on the grounds of a theme.
    """
    colours = tuple(words(name))
    if not colours:
        return ""
    if len(colours) != 2 or not all(map(is_hex_colour, colours)):
        raise invalid(name, "two colours, for light and for dark themes, such as #8a3318,#e8a083")
    light, dark = colours
    for colour, grounds in ((light, LIGHT_GROUNDS), (dark, DARK_GROUNDS)):
        worst = min(grounds, key=lambda ground: contrast(colour, ground))
        if contrast(colour, worst) < TEXT_CONTRAST:
            raise invalid(
                name,
                f"colours with a contrast of at least {TEXT_CONTRAST} to the page "
                f"({colour} on {worst} has {contrast(colour, worst):.1f})",
            )
    return f"light-dark({light}, {dark})"


def required(name: str, expected: str) -> str:
    value: str = env.str(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. Set it to {expected}.")
    return value


# Any below: what django-environ returns has no types, and Django's settings have none.
def database(default: Path) -> dict[str, Any]:
    """Returns the settings of the database in DATABASE_URL; the default is an SQLite file."""
    value = env.str("DATABASE_URL", "") or f"sqlite:///{default}"
    scheme = value.partition(":")[0]
    if scheme not in {"sqlite", "postgres", "postgresql"}:
        raise invalid("DATABASE_URL", "postgres://USER:PASSWORD@HOST:PORT/NAME or sqlite:////PATH")
    try:
        config: dict[str, Any] = dict(env.db_url_config(value))
    except ValueError as error:
        raise invalid("DATABASE_URL", "postgres://USER:PASSWORD@HOST:PORT/NAME") from error
    if scheme == "sqlite":
        config["OPTIONS"] = {
            # Take the write lock when a transaction begins, so that it cannot fail half way.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;",
        }
    else:
        # Prepared statements: PostgreSQL plans a query once per connection instead of once per
        # page view, where planning is half the cost. PgBouncer supports them since version 1.21.
        options = config.setdefault("OPTIONS", {})
        options.update(server_side_binding=True, prepare_threshold=3)
        # Without this, PostgreSQL would plan a page's queries each time, for no better plan.
        options.setdefault("options", "-c plan_cache_mode=force_generic_plan")
    # Connecting takes longer than a query.
    return config | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": scheme != "sqlite"}


def cache(default: str) -> dict[str, Any]:
    value = env.str("CACHE_URL", "") or default
    if value.partition(":")[0] not in {"locmemcache", "filecache", "redis", "rediss"}:
        expected = "redis://HOST:PORT/NUMBER, filecache:///DIRECTORY or locmemcache://"
        raise invalid("CACHE_URL", expected)
    return dict(env.cache_url_config(value))


def email(default: str) -> dict[str, Any]:
    value = env.str("EMAIL_URL", "") or default
    schemes = {"smtp", "smtp+tls", "smtp+ssl", "consolemail", "memorymail", "dummymail"}
    if value.partition(":")[0] not in schemes:
        raise invalid("EMAIL_URL", "smtp+tls://USER:PASSWORD@HOST:PORT or consolemail://")
    return dict(env.email_url_config(value))


def email_rate(name: str) -> tuple[int, int] | None:
    """Returns a number of emails and the seconds in which so many may be sent; None: no limit."""
    value = str(env.str(name, "")).strip()
    if not value:
        return None
    number, _slash, unit = value.partition("/")
    if not number.isdecimal() or not int(number) or unit not in {"s", "m"}:
        raise invalid(name, "a number of emails for each second or minute, such as 10/s or 600/m")
    return int(number), 1 if unit == "s" else 60


def email_address(name: str) -> str:
    """Returns an email address, or ""."""
    value = str(env.str(name, "")).strip()
    if value and (not is_email(value) or "+" in value):
        raise invalid(name, "an email address without +, such as return@serial.example")
    return value
