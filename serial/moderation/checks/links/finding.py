"""Finds links and domains in comments, with their places in the source."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Final
from urllib.parse import urlsplit

# As people and programs write them: with a scheme, from "www.", or as Markdown's [text](target).
_LINK: Final = re.compile(
    r"\bhttps?://[^\s<>()\[\]\"']+|\bwww\.[^\s<>()\[\]\"']+|\]\(\s{0,3}<?([^\s()<>]*)",
    re.IGNORECASE,
)
# What looks like a domain, also without a scheme. Each part is at most 63 characters long.
_NAME: Final = r"(?:[^\W_][\w-]{0,62}\.){1,8}[^\W\d_]{2,24}"
_DOMAIN: Final = re.compile(rf"(?<![\w.@-]){_NAME}(?![\w-])")
# A word of a link's text that a reader takes for the address it leads to.
_NAMES_DOMAIN: Final = re.compile(rf"(?:https?://)?{_NAME}(?:[:/?#]\S*)?", re.IGNORECASE)
_ANCHOR: Final = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"[^>]*>([^<]*(?:<(?!/?a\b)[^<]*)*)</a>')
_TAG: Final = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Link:
    """domain: "" of a link to this site. start, end: in characters of the source."""

    domain: str
    start: int
    end: int


def find_links(body: str) -> list[Link]:
    return [
        Link(domain_of(match[1] if match[1] is not None else match[0]), *match.span())
        for match in _LINK.finditer(body)
    ]


def find_domains(body: str) -> list[Link]:
    """Returns everything that looks like a domain; "etc.Then" does too."""
    return [Link(normalized_domain(match[0]), *match.span()) for match in _DOMAIN.finditer(body)]


def misleading_link_text(body_html: str) -> str | None:
    """Returns the text of a link that names another domain than the one it leads to."""
    for href, inner in _ANCHOR.findall(body_html):
        text = unescape(_TAG.sub("", inner))
        target = domain_of(unescape(href))
        for word in text.split():
            named = domain_of(word) if _NAMES_DOMAIN.fullmatch(word) else ""
            if named and not (is_within(target, named) or is_within(named, target)):
                return text.strip()
    return None


def domain_of(url: str) -> str:
    """Returns the domain without "www."; "" for a link within the site and for nonsense."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    return normalized_domain(host) if "." in host else ""


def normalized_domain(domain: str) -> str:
    """In lower case, and as letters: the ASCII form of "bücher.example" is the same domain."""
    domain = domain.strip(".").lower().removeprefix("www.")
    if "xn--" not in domain:
        return domain
    try:
        return domain.encode("ascii").decode("idna")
    except UnicodeError:
        return domain


def is_within(domain: str, parent: str) -> bool:
    return domain == parent or domain.endswith(f".{parent}")


def is_listed(domain: str, listed: frozenset[str]) -> bool:
    """Whether a domain or one above it is in the list."""
    labels = domain.split(".")
    return any(".".join(labels[start:]) in listed for start in range(len(labels)))
