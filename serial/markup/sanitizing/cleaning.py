"""Text that is safe to keep, and HTML that is safe to show."""

import re
from functools import lru_cache
from typing import Final

import nh3

from serial.markup.allowed import ALLOWED_ATTRIBUTES, ALLOWED_TAGS, COMMENT_TAGS, filter_attribute
from serial.markup.options import Options
from serial.markup.sanitizing.balancing import balance_tags
from serial.markup.sanitizing.well_formed import make_well_formed

# What XML 1.0 does not name in its production Char, lone surrogates among them.
# https://www.w3.org/TR/xml/#charsets
_FORBIDDEN: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END: Final = re.compile(r"\r\n?")
_MAX_PASSES: Final = 5


def clean_source(text: str) -> str:
    """The text without characters that XML forbids, its line ends "\\n", no byte order mark."""
    return _LINE_END.sub("\n", _FORBIDDEN.sub("", text)).lstrip("\ufeff")


def sanitize(html: str, options: Options | None = None) -> str:
    """HTML cut down to the allow-list, balanced and well-formed as XML.

    What comes out is a fixed point: sanitising it again changes nothing. A parser may
    rebuild the tree of strange HTML in more than one step, so passes repeat until they
    agree; what never settles is shown as text.
    """
    options = options or Options()
    html = _FORBIDDEN.sub("", html)
    for _ in range(_MAX_PASSES):
        cleaned = _pass(html, options)
        if cleaned == html:
            return html
        html = cleaned
    return re.sub(r"<[^>]*>", "", html)


def _pass(html: str, options: Options) -> str:
    return make_well_formed(_FORBIDDEN.sub("", _cleaner(options).clean(balance_tags(html))))


@lru_cache(maxsize=64)
def _cleaner(options: Options) -> nh3.Cleaner:
    def attribute(tag: str, name: str, value: str) -> str | None:
        return filter_attribute(tag, name, value, options)

    tags = COMMENT_TAGS if options.is_comment else ALLOWED_TAGS
    return nh3.Cleaner(
        tags=set(tags),
        attributes={
            name: ALLOWED_ATTRIBUTES[name] for name in ALLOWED_ATTRIBUTES if name in tags | {"*"}
        },
        attribute_filter=attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel=None if options.trusted else "nofollow ugc noopener",
        set_tag_attribute_values={} if options.is_comment else {"img": {"loading": "lazy"}},
    )
