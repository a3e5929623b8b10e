"""HTML as its serialiser writes it, made well-formed as XML."""

import re
from typing import Final

from serial.markup.allowed import VOID_TAGS

# Only what the sanitiser wrote comes here: names in lower case, every value in double quotes.
_VALUES: Final = r'(?: [a-z-]+="[^"]*")'
_TAG: Final = re.compile(
    rf"<(?:(/a)|({'|'.join(sorted(VOID_TAGS))}|a(?![a-z])|[a-z0-9]+(?= ))({_VALUES}*))>"
)
_EMPTY_PARAGRAPH: Final = re.compile(r"<p></p>\n?")
# A parser drops the line end right after <pre>, one more each time it is read.
_PRE: Final = re.compile(rf"(<pre{_VALUES}*>)\n+")
_ALT: Final = re.compile(r' alt="([^"]*)"')


def make_well_formed(html: str) -> str:
    """The same HTML with empty elements closed, no entity that XML lacks, and nothing
    left of a link that leads nowhere or an image that may not be shown but their text."""
    html = html.replace("&nbsp;", "\u00a0").replace("\r", "\n")
    html = _TAG.sub(_Rewriter(), html)
    return _EMPTY_PARAGRAPH.sub("", _PRE.sub(r"\1", html))


class _Rewriter:
    """Rewrites tag by tag; remembers which open links were dropped, to drop their ends."""

    def __init__(self) -> None:
        self.links: list[bool] = []

    def __call__(self, match: re.Match[str]) -> str:
        if match[1]:
            return "</a>" if self.links and self.links.pop() else ""
        name, values = match[2], match[3].replace("<", "&lt;").replace(">", "&gt;")
        if name == "a":
            self.links.append(' href="' in values)
            return f"<a{values}>" if self.links[-1] else ""
        if name == "hr":
            return '<hr class="scene-break" />'
        if name == "img":
            return _image(values)
        return f"<{name}{values} />" if name in VOID_TAGS else f"<{name}{values}>"


def _image(values: str) -> str:
    alt = _ALT.search(values)
    if ' src="' not in values:
        return alt[1].replace("&quot;", '"') if alt else ""
    return f"<img{values} />" if alt else f'<img{values} alt="" />'
