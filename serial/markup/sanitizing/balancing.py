"""Balances the tags of HTML before the sanitizer parses it.

An HTML parser repairs any input, but it takes time that grows with the square of the nesting
depth, and one unclosed tag can affect the rest of a page. Here the depth is limited, every tag is
closed, and a "<" that does not begin a tag becomes text. This limits cost and scope only; the
sanitizer, which runs afterwards, is what makes the HTML safe.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from serial.markup.allowed import ALLOWED_TAGS, VOID_TAGS
from serial.markup.elements import BOUNDARIES, OLD_ELEMENTS, UNWRAPPED

_REMOVED: Final = BOUNDARIES | UNWRAPPED | OLD_ELEMENTS.keys()
# Browsers limit nesting to 512 levels, and EPUB readers to fewer.
MAX_DEPTH: Final = 100

# As in https://spec.commonmark.org/0.31.2/#raw-html
_ATTRIBUTE: Final = r"""\s+[a-zA-Z_:][\w:.-]*(?:\s*=\s*(?:[^"'=<>`\s]+|'[^']*'|"[^"]*"))?"""
_MARKUP: Final = re.compile(
    rf"<(?:(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<attributes>(?:{_ATTRIBUTE})*)\s*/?>"
    r"|(?P<comment>!--)|(?P<doctype>!doctype[^<>]*>)|)",
    re.ASCII | re.IGNORECASE,
)
_NAME_AND_VALUE: Final = re.compile(
    r"""([a-zA-Z_:][\w:.-]*)(?:\s*=\s*([^"'=<>`\s]+|'[^']*'|"[^"]*"))?""", re.ASCII
)
_HIDDEN_CONTENT: Final = {
    name: re.compile(rf"[^<]*</{name}\s*>", re.IGNORECASE) for name in ("script", "style")
}

# (text, tag name, nesting). Nesting is 1 for a start tag, -1 for an end tag, 0 for a void element.
# For plain text the name is "" and the nesting 0.
HtmlToken = tuple[str, str, int]


def strip_ids(html: str) -> str:
    """Returns raw HTML without ids and without incomplete tags; it may still be unbalanced."""
    return "".join(text for text, _name, _nesting in tokenize_html(html, drop_ids=True))


def balance_tags(html: str) -> str:
    """Closes every element at the end of its parent, and removes end tags without a start tag."""
    out: list[str] = []
    open_names: list[str] = []
    open_counts: Counter[str] = Counter()
    for text, name, nesting in tokenize_html(html, drop_ids=False):
        if not name or nesting == 0:
            out.append(text)
        elif nesting > 0:
            if len(open_names) < MAX_DEPTH:
                open_names.append(name)
                open_counts[name] += 1
                out.append(text)
        elif open_counts[name]:
            closed = ""
            while closed != name:
                closed = open_names.pop()
                open_counts[closed] -= 1
                out.append(f"</{closed}>")
    out.extend(f"</{name}>" for name in reversed(open_names))
    return "".join(out)


def tokenize_html(html: str, *, drop_ids: bool) -> Iterator[HtmlToken]:
    """Yields the text and the allowed tags, without comments, scripts and style sheets."""
    position = 0
    last_comment_end = html.rfind("-->")
    while (start := html.find("<", position)) >= 0:
        if start > position:
            yield html[position:start], "", 0
        match = _MARKUP.match(html, start)
        assert match is not None  # noqa: S101 - the pattern's last alternative is empty
        position = match.end()
        name = (match["name"] or "").lower()
        if name in ALLOWED_TAGS:
            yield _tag_token(match, name, drop_ids=drop_ids)
        elif match["comment"] and start < last_comment_end:
            position = html.index("-->", start) + 3
        elif name in _HIDDEN_CONTENT and drop_ids:
            # Its content may follow in the next block of raw HTML.
            yield f"<{match['close']}{name}>", "", 0
        elif name in _HIDDEN_CONTENT and not match["close"]:
            hidden = _HIDDEN_CONTENT[name].match(html, position)
            position = hidden.end() if hidden else position
        elif name not in _REMOVED and not match["doctype"]:
            yield "&lt;", "", 0
            position = start + 1
    if position < len(html):
        yield html[position:], "", 0


def _tag_token(match: re.Match[str], name: str, *, drop_ids: bool) -> HtmlToken:
    if match["close"]:
        return f"</{name}>", name, -1
    attributes = match["attributes"] and _clean_attributes(match["attributes"], drop_ids=drop_ids)
    return f"<{name}{attributes}>", name, 0 if name in VOID_TAGS else 1


def _clean_attributes(attributes: str, *, drop_ids: bool) -> str:
    out = []
    for name, value in _NAME_AND_VALUE.findall(attributes):
        if drop_ids and name.lower() == "id":
            continue
        if value[:1] in ("'", '"'):
            value = value[1:-1]
        value = value.replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
        out.append(f' {name.lower()}="{value}"')
    return "".join(out)
