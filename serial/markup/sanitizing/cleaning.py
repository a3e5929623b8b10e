"""Sanitizes HTML before it is shown."""

import re
from functools import lru_cache
from typing import Final

import nh3

from serial.markup.allowed import ALLOWED_ATTRIBUTES, ALLOWED_TAGS, COMMENT_TAGS, filter_attribute
from serial.markup.options import Options
from serial.markup.sanitizing.characters import clean_characters
from serial.markup.sanitizing.structure import repair_structure
from serial.markup.sanitizing.well_formed import make_well_formed

_MAX_PASSES: Final = 5


def sanitize(html: str, options: Options | None = None) -> str:
    """Reduces HTML to the allow-list, balanced and well-formed as XML.

    The result is a fixed point: sanitizing it again changes nothing. A parser may need several
    passes to rebuild the tree of malformed HTML, so passes repeat until the HTML no longer
    changes. If it still changes after _MAX_PASSES, returns its text without tags.
    """
    options = options or Options()
    html = clean_characters(html)
    for _ in range(_MAX_PASSES):
        cleaned = _sanitize_once(html, options)
        if cleaned == html:
            return html
        html = cleaned
    return re.sub(r"<[^>]*>", "", html)


def _sanitize_once(html: str, options: Options) -> str:
    return make_well_formed(clean_characters(_cleaner(options).clean(repair_structure(html))))


@lru_cache(maxsize=64)
def _cleaner(options: Options) -> nh3.Cleaner:
    def clean_attribute(tag: str, name: str, value: str) -> str | None:
        return filter_attribute(tag, name, value, options)

    tags = COMMENT_TAGS if options.is_comment else ALLOWED_TAGS
    return nh3.Cleaner(
        tags=set(tags),
        attributes={
            name: ALLOWED_ATTRIBUTES[name] for name in ALLOWED_ATTRIBUTES if name in tags | {"*"}
        },
        attribute_filter=clean_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel=None if options.trusted else "nofollow ugc noopener",
        set_tag_attribute_values={} if options.is_comment else {"img": {"loading": "lazy"}},
    )
