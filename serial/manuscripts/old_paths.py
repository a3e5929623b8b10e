"""What tells a page of another site from its others: its path, with the query if that names it.

The keys of what stands in an imported file and of what is requested here are made alike.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlsplit

MAX_LENGTH: Final = 500
# How WordPress names a page without a path: by its number, or by the slug of a Fictioneer page.
QUERY_NAMES: Final = ("p", "fcn_chapter", "fcn_story")
# Of a page. "/.well-known/" and the like belong to the server.
_NO_PATH: Final = re.compile(r"//|/\.|[\\?#]")
_VALUE: Final = re.compile(r"[\w%-]{1,200}")


def key_of_url(url: str) -> str:
    """Returns the key of an absolute URL; empty if there is none, as of a home page."""
    try:
        parts = urlsplit(url.strip())
        path = unquote(parts.path, errors="strict") or "/"
        query = dict(parse_qsl(parts.query, max_num_fields=20))
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https"):
        return ""
    return next(iter(keys_of(path, query)), "")


def path_of_url(url: str) -> str:
    """Returns the path of an absolute URL without a slash at its end; empty if there is none."""
    try:
        return _clean_path(unquote(urlsplit(url.strip()).path, errors="strict")).rstrip("/")
    except ValueError:
        return ""


def keys_of(path: str, query: Mapping[str, str]) -> list[str]:
    """Returns the keys that a path, which is decoded, and a query may have. The best is first.

    Only the path counts if the query does not name a page. The home page has no key.
    """
    path = _clean_path(path)
    if not path:
        return []
    values = ((name, query.get(name, "")) for name in QUERY_NAMES)
    prefix = path.rstrip("/")
    named = [f"{prefix}/?{name}={value}" for name, value in values if _VALUE.fullmatch(value)]
    keys = named if path == "/" else [*named, path]
    return [key for key in keys if len(key) <= MAX_LENGTH]


def path_of(key: str) -> str:
    return key.partition("?")[0]


def url_of(key: str) -> str:
    """Returns the URL on this site that has this key."""
    path, mark, query = key.partition("?")
    return f"{quote(path)}{mark}{query}"


def unique(keys: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, keys)))


def _clean_path(path: str) -> str:
    """Returns the path without a slash at its end; empty if no page has such a path."""
    if len(path) > MAX_LENGTH or not path.startswith("/") or not path.isprintable():
        return ""
    path = unicodedata.normalize("NFC", path)
    if _NO_PATH.search(path):
        return ""
    return path.rstrip("/") or "/"
