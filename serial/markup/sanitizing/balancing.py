"""HTML with every tag complete, known and closed, before a parser sees it.

A parser of HTML repairs anything, but takes time that grows with the square of the depth
for it, and lets one forgotten tag reach over the rest of a page. Here the depth is bounded,
and the regular expression decides what is a tag: any other "<" becomes text. This is for
bounds and order, not for safety; that is the sanitiser's, which comes after it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from serial.markup.allowed import ALLOWED_TAGS, UNWRAPPED_TAGS, VOID_TAGS

# Browsers stop nesting at 512, and readers of EPUB sooner.
MAX_DEPTH: Final = 100

# As in https://spec.commonmark.org/0.31.2/#raw-html
_ATTRIBUTE: Final = r"""\s+[a-zA-Z_:][\w:.-]*(?:\s*=\s*(?:[^"'=<>`\s]+|'[^']*'|"[^"]*"))?"""
_MARKUP: Final = re.compile(
    rf"<(?:(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<rest>(?:{_ATTRIBUTE})*)\s*/?>"
    r"|(?P<comment>!--)|(?P<doctype>!doctype[^<>]*>)|)",
    re.ASCII | re.IGNORECASE,
)
_PAIR: Final = re.compile(
    r"""([a-zA-Z_:][\w:.-]*)(?:\s*=\s*([^"'=<>`\s]+|'[^']*'|"[^"]*"))?""", re.ASCII
)
_HIDDEN_CONTENT: Final = {
    name: re.compile(rf"[^<]*</{name}\s*>", re.IGNORECASE) for name in ("script", "style")
}

# Text; or a tag's text with its name, and whether it opens (1), closes (-1) or stands alone (0).
HtmlToken = tuple[str, str, int]


def strip_ids(html: str) -> str:
    """Raw HTML with whole tags only, unbalanced as it may be, and no id."""
    return "".join(text for text, _name, _step in tokenize_html(html, drop_ids=True))


def balance_tags(html: str) -> str:
    """The HTML with every element closed where its parent ends, and stray ends dropped."""
    out: list[str] = []
    open_names: list[str] = []
    count: Counter[str] = Counter()
    for text, name, step in tokenize_html(html, drop_ids=False):
        if not name or step == 0:
            out.append(text)
        elif step > 0:
            if len(open_names) < MAX_DEPTH:
                open_names.append(name)
                count[name] += 1
                out.append(text)
        elif count[name]:
            closed = ""
            while closed != name:
                closed = open_names.pop()
                count[closed] -= 1
                out.append(f"</{closed}>")
    out.extend(f"</{name}>" for name in reversed(open_names))
    return "".join(out)


def tokenize_html(html: str, *, drop_ids: bool) -> Iterator[HtmlToken]:
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
            yield _tag(match, name, drop_ids=drop_ids)
        elif match["comment"] and start < last_comment_end:
            position = html.index("-->", start) + 3
        elif name in _HIDDEN_CONTENT and drop_ids:
            # What it hides may come in the next piece of raw HTML.
            yield f"<{match['close']}{name}>", "", 0
        elif name in _HIDDEN_CONTENT and not match["close"]:
            hidden = _HIDDEN_CONTENT[name].match(html, position)
            position = hidden.end() if hidden else position
        elif name not in UNWRAPPED_TAGS and not match["doctype"]:
            yield "&lt;", "", 0
            position = start + 1
    if position < len(html):
        yield html[position:], "", 0


def _tag(match: re.Match[str], name: str, *, drop_ids: bool) -> HtmlToken:
    if match["close"]:
        return f"</{name}>", name, -1
    rest = _attributes(match["rest"], drop_ids=drop_ids) if match["rest"] else ""
    return f"<{name}{rest}>", name, 0 if name in VOID_TAGS else 1


def _attributes(rest: str, *, drop_ids: bool) -> str:
    out = []
    for name, value in _PAIR.findall(rest):
        if drop_ids and name.lower() == "id":
            continue
        if value[:1] in ("'", '"'):
            value = value[1:-1]
        value = value.replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
        out.append(f' {name.lower()}="{value}"')
    return "".join(out)
