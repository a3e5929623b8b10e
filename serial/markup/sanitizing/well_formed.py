"""Makes the HTML that the sanitizer's serializer writes well-formed as XML."""

import re
from typing import Final

from serial.markup.allowed import VOID_TAGS

# The sanitizer writes names in lower case and every value in double quotes.
_ATTRIBUTES: Final = r'(?: [a-z-]+="[^"]*")'
_TAG: Final = re.compile(
    rf"<(?:(/a)|({'|'.join(sorted(VOID_TAGS))}|a(?![a-z])|[a-z0-9]+(?= ))({_ATTRIBUTES}*))>"
)
# A parser drops the line end right after <pre>, so each pass would drop another.
_PRE: Final = re.compile(rf"(<pre{_ATTRIBUTES}*>)\n+")
_ALT: Final = re.compile(r' alt="([^"]*)"')


def make_well_formed(html: str) -> str:
    """Closes void elements and replaces entities that XML does not define.

    Links without an allowed href and images without an allowed src are replaced by their text.
    """
    html = html.replace("&nbsp;", "\u00a0").replace("\r", "\n")
    html = _TAG.sub(_Rewriter(), html)
    return _PRE.sub(r"\1", html)


class _Rewriter:
    """Rewrites each tag; removes the end tag of a link if it removed the start tag."""

    def __init__(self) -> None:
        # For each open link, whether its start tag was kept.
        self.open_links: list[bool] = []

    def __call__(self, match: re.Match[str]) -> str:
        if match[1]:
            return "</a>" if self.open_links and self.open_links.pop() else ""
        name, attributes = match[2], match[3].replace("<", "&lt;").replace(">", "&gt;")
        if name == "a":
            self.open_links.append(' href="' in attributes)
            return f"<a{attributes}>" if self.open_links[-1] else ""
        if name == "hr":
            return '<hr class="scene-break" />'
        if name == "img":
            return _image(attributes)
        return f"<{name}{attributes} />" if name in VOID_TAGS else f"<{name}{attributes}>"


def _image(attributes: str) -> str:
    alt = _ALT.search(attributes)
    if ' src="' not in attributes:
        return alt[1].replace("&quot;", '"') if alt else ""
    return f"<img{attributes} />" if alt else f'<img{attributes} alt="" />'
