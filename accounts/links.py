"""The links of a person, typed one per line."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.text import Truncator, format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from serial.invisible_characters import is_ignorable

# A website and a few networks; more would be a page of advertisements.
MAX_LINKS = 5
URL_MAX_LENGTH = 200
LINKS_MAX_LENGTH = MAX_LINKS * (URL_MAX_LENGTH + 1)
# Of a label, which is a line of a narrow column.
LABEL_LENGTH = 40
LINKS_HINT = format_lazy(
    _("One per line, up to {max}. Each begins with https:// or http://."), max=MAX_LINKS
)
validate_url = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Link:
    url: str
    label: str


def parse_links(text: str) -> list[Link]:
    """Returns the links of a validated text; the label is the URL without what all URLs have."""
    return [Link(url, _label(url)) for url in text.split()]


def validate_links(text: str) -> None:
    urls = text.split()
    if len(urls) > MAX_LINKS:
        message = ngettext("Enter at most %(max)d link.", "Enter at most %(max)d links.", MAX_LINKS)
        raise ValidationError(message, params={"max": MAX_LINKS})
    for url in urls:
        if not _is_link(url):
            raise ValidationError(
                _("%(url)s is not a link. Enter one such as https://example.org/me."),
                params={"url": Truncator(url).chars(URL_MAX_LENGTH)},
            )


def _is_link(url: str) -> bool:
    try:
        validate_url(url)
        # A name before the host could pass for the host: https://example.org@evil.example/.
        has_user = urlsplit(url).username is not None
    except (ValidationError, ValueError):
        return False
    return not has_user and len(url) <= URL_MAX_LENGTH and not any(map(is_ignorable, url))


def _label(url: str) -> str:
    parts = urlsplit(url)
    label = parts.netloc.removeprefix("www.") + parts.path.rstrip("/")
    return Truncator(label).chars(LABEL_LENGTH)
