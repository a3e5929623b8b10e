"""Reads the environment, and says plainly what is wrong with it."""

from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")


def wrong(name: str, should_be: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name} should be {should_be}; it is {env.str(name, '')!r}.")


def flag(name: str, default: bool) -> bool:
    value = env.str(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise wrong(name, "1 or 0")


def choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    value = env.str(name, "") or default
    if value not in choices:
        raise wrong(name, "one of " + ", ".join(choices))
    return value


def whole_number(name: str, default: int) -> int:
    value = env.str(name, "") or str(default)
    if not value.isdecimal():
        raise wrong(name, "a whole number, 0 or more")
    return int(value)


def folder(name: str, default: Path) -> Path:
    """A folder that exists and can be written; it is made where it is missing."""
    path = Path(env.str(name, "") or default).expanduser()
    path = path if path.is_absolute() else BASE_DIR / path
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise wrong(name, f"a folder that can be made and written ({error.strerror})") from error
    return path


def site_url(name: str, default: str) -> str:
    """The site's own address without a slash at its end, such as https://serial.example."""
    value = (env.str(name, "") or default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise wrong(name, "the site's address, such as https://serial.example")
    return value


def required(name: str, why: str) -> str:
    value: str = env.str(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} is missing: {why}.")
    return value


def database(default: Path) -> dict[str, Any]:
    value = env.str("DATABASE_URL", "") or f"sqlite:///{default}"
    scheme = value.partition(":")[0]
    if scheme not in {"sqlite", "postgres", "postgresql"}:
        raise wrong("DATABASE_URL", "postgres://USER:PASSWORD@HOST:PORT/NAME or sqlite:////PATH")
    try:
        config: dict[str, Any] = dict(env.db_url_config(value))
    except ValueError as error:
        raise wrong("DATABASE_URL", "postgres://USER:PASSWORD@HOST:PORT/NAME") from error
    if scheme == "sqlite":
        config["OPTIONS"] = {
            # Writers take their turn from the start, so that none fails half way through.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;",
        }
    else:
        # The database plans a query once a connection and not once a page, which would be half
        # of what it costs. PgBouncer keeps prepared statements apart since its version 1.21.
        options = config.setdefault("OPTIONS", {})
        options.update(server_side_binding=True, prepare_threshold=3)
        # PostgreSQL would go on planning a page's queries each time, for a plan no better.
        options.setdefault("options", "-c plan_cache_mode=force_generic_plan")
    # To connect costs more than to ask.
    return config | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": scheme != "sqlite"}


def cache(default: str) -> dict[str, Any]:
    value = env.str("CACHE_URL", "") or default
    if value.partition(":")[0] not in {"locmemcache", "filecache", "redis", "rediss"}:
        raise wrong("CACHE_URL", "redis://HOST:PORT/NUMBER, filecache:///FOLDER or locmemcache://")
    return dict(env.cache_url_config(value))


def email(default: str) -> dict[str, Any]:
    value = env.str("EMAIL_URL", "") or default
    known = {"smtp", "smtp+tls", "smtp+ssl", "consolemail", "memorymail", "dummymail"}
    if value.partition(":")[0] not in known:
        raise wrong("EMAIL_URL", "smtp+tls://USER:PASSWORD@HOST:PORT or consolemail://")
    return dict(env.email_url_config(value))
