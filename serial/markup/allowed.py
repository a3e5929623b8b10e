"""The allow-list: the elements, attributes and classes that may reach a page."""

import re
from typing import Final

from serial.markup.containers import CONTAINER_ELEMENTS, CONTAINERS
from serial.markup.links import safe_image_url, safe_link_url
from serial.markup.options import Options

VOID_TAGS: Final = frozenset({"br", "hr", "img", "col", "wbr"})
INLINE_TAGS: Final = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd"}
    | {"mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup"}
    | {"u", "var"}
)
BLOCK_TAGS: Final = frozenset(
    {"blockquote", "caption", "colgroup", "dd", "details", "div", "dl", "dt", "figcaption"}
    | {"figure", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "pre", "section", "summary"}
    | {"table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
ALLOWED_TAGS: Final = VOID_TAGS | INLINE_TAGS | BLOCK_TAGS
# The elements allowed in comments.
COMMENT_TAGS: Final = frozenset(
    {"a", "blockquote", "br", "code", "del", "em", "li", "ol", "p", "pre", "s", "span", "strong"}
    | {"summary", "ul"}
    | CONTAINER_ELEMENTS
)

ALLOWED_ATTRIBUTES: Final = {
    "a": {"href", "title", "id", "class"},
    "abbr": {"title"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"class", "open"},
    "dfn": {"title"},
    "div": {"class"},
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), {"class"}),
    "hr": {"class"},
    "img": {"src", "alt", "title", "width", "height"},
    "li": {"id", "value"},
    "ol": {"start"},
    "p": {"class"},
    "section": {"class"},
    "span": {"class"},
    "sup": {"class"},
    "td": {"class", "colspan", "rowspan"},
    "th": {"class", "colspan", "rowspan"},
    "*": {"lang", "dir"},
}

# Beside these, each container's element may have its class (containers.py). Never add class names
# that the site's own pages are styled with: authors can use every class of this list in raw HTML.
ALLOWED_CLASSES: Final = {
    "a": {"footnote-back"},
    "hr": {"scene-break"},
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), {"center"}),
    "p": {"block-title", "center"},
    "section": {"footnotes"},
    "span": {"big", "mention"},
    "sup": {"footnote-ref"},
    "td": {"align-left", "align-center", "align-right"},
    "th": {"align-left", "align-center", "align-right"},
}

_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_COUNT: Final = re.compile(r"[1-9][0-9]{0,2}")
# Language, script, region and private use of BCP 47; no variants, which are long and rarely meant.
# Of the two-letter languages, those in ISO 639-1.
_LANGUAGE: Final = re.compile(
    r"(?:a[abefkmnrsvyz]|b[aeghimnors]|c[aehorsuvy]|d[aevz]|e[elnostu]|f[afijory]|g[adlnuv]"
    r"|h[aeiortuyz]|i[adegikostu]|j[av]|k[agijklmnoruvwy]|l[abgilnotuv]|m[ghiklnrsty]"
    r"|n[abdeglnorvy]|o[cjmrs]|p[ailst]|qu|r[mnouw]|s[acdegiklmnoqrstuvw]|t[aeghiklnorstwy]"
    r"|u[gkrz]|v[eio]|w[ao]|xh|y[io]|z[ahu]|[a-z]{3})"
    r"(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-x(?:-[a-z0-9]{1,8}){1,4})?",
    re.IGNORECASE,
)
_PATTERNS: Final = {
    "colspan": _COUNT,
    "rowspan": re.compile(r"[0-9]{1,3}"),
    "span": _COUNT,
    "start": _NUMBER,
    "value": _NUMBER,
    "width": re.compile(r"[0-9]{1,5}"),
    "height": re.compile(r"[0-9]{1,5}"),
    "lang": _LANGUAGE,
    "dir": re.compile(r"ltr|rtl|auto"),
}


def filter_attribute(tag: str, name: str, value: str, options: Options) -> str | None:
    """Returns the attribute's value, cleaned, or None if the attribute must be removed."""
    match name:
        case "class":
            return _allowed_classes(tag, value)
        case "href":
            return safe_link_url(value)
        case "src":
            return safe_image_url(value, options.media_url)
        case "id":
            return value if is_footnote_id(tag, value, options.id_prefix) else None
        case "open":
            return "open"
    pattern = _PATTERNS.get(name)
    return value if pattern is None or pattern.fullmatch(value) else None


def _allowed_classes(tag: str, value: str) -> str | None:
    names = dict.fromkeys(value.split())
    return " ".join(name for name in names if is_allowed_class(tag, name)) or None


def is_allowed_class(tag: str, name: str) -> bool:
    container = CONTAINERS.get(name)
    is_container = container is not None and container.element == tag
    return is_container or name in ALLOWED_CLASSES.get(tag, ())


def is_footnote_id(tag: str, value: str, id_prefix: str) -> bool:
    """True if the renderer could have made this id, for a footnote or a reference to one."""
    kind = {"li": "fn", "a": "fnref"}.get(tag)
    pattern = rf"{re.escape(id_prefix)}-{kind}-[0-9]{{1,9}}(?:-[0-9]{{1,9}})?"
    return kind is not None and re.fullmatch(pattern, value) is not None
