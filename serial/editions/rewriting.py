"""Fits our own well-formed HTML into an edition: its links and pictures, and the XHTML of an EPUB.

Only headings and start tags with attributes are looked at: text is never changed.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.conf import settings

_START_TAG = re.compile(r'<([a-z0-9]+)((?: [a-z-]+="[^"]*")+)( /)?>|<bdo>')
_HEADING_TAG = re.compile(r"<(/?)h([1-6])(?=[ >])")
_LOWEST_HEADING = 6
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
# Everything that RFC 3986 allows, and "%" where it begins an encoded byte.
_NOT_IN_URLS = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()+*,;=%]|%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"(?:[^@\[\]]*@)?(?:[A-Za-z0-9.\-_~%]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


@dataclass(frozen=True)
class HtmlRewriter:
    """add_picture: takes the name in the default storage and the description of a picture, and
    returns its URL in the edition, or "" for one that is lost. page_url: of the page that shows the
    text on the site. chapters: the URLs in the edition of its chapters, by the path of their page.
    is_xhtml: for an EPUB. top_heading: the level of the text's highest heading in the edition, or 0
    to leave all as they are. has_landmark: whether the text's footnotes are a landmark of their
    file, which has one at most.
    """

    add_picture: Callable[[str, str], str]
    page_url: str
    chapters: Mapping[str, str]
    is_xhtml: bool = False
    top_heading: int = 0
    has_landmark: bool = False

    def rewrite(self, html: str) -> str:
        if self.top_heading:
            html = nest_headings(html, self.top_heading)
        return _START_TAG.sub(partial(self._rewrite_tag, html), html)

    def _rewrite_tag(self, html: str, match: re.Match[str]) -> str:
        name, attributes, end = match[1], match[2], match[3] or ""
        if name is None:
            # Schemas ask for its direction.
            return '<bdo dir="ltr">'
        if name == "img":
            return self._picture(attributes)
        values = dict(_ATTRIBUTE.findall(attributes))
        if name == "a":
            values = self._link(values, html)
        if name == "bdo":
            values.setdefault("dir", "ltr")
        if self.is_xhtml:
            if "lang" in values:
                values["xml:lang"] = values["lang"]
            values |= _semantics(name, values, has_landmark=self.has_landmark)
        return f"<{name}{_written(values)}{end}>"

    def _picture(self, attributes: str) -> str:
        values = dict(_ATTRIBUTE.findall(attributes))
        values.pop("loading", None)
        name = unquote(values["src"].removeprefix(settings.MEDIA_URL))
        url = self.add_picture(name, values["alt"])
        if not url:
            return f'<span class="missing-picture">{values["alt"]}</span>'
        values["src"] = url
        return f"<img{_written(values)} />"

    def _link(self, values: dict[str, str], html: str) -> dict[str, str]:
        """Without an href for a link that goes nowhere."""
        href = values.get("href", "").replace("&amp;", "&")
        if href.startswith("#") and f' id="{href[1:]}"' in html:
            return values
        is_outside = href and not href.startswith("#")
        url = valid_url(urljoin(self.page_url, href)) if is_outside else ""
        path = urlsplit(url).path if url.startswith(f"{settings.SITE_URL}/") else ""
        url = self.chapters.get(path, url)
        if url:
            return values | {"href": url.replace("&", "&amp;")}
        return {name: value for name, value in values.items() if name != "href"}


def nest_headings(html: str, top: int) -> str:
    """Begins the headings at this level and leaves out the levels that their author skipped:
    screen readers read the levels as an outline.
    """
    levels: list[int] = []

    def replace(match: re.Match[str]) -> str:
        end, level = match[1], int(match[2])
        if not end:
            while levels and levels[-1] >= level:
                levels.pop()
            levels.append(level)
        return f"<{end}h{min(top + len(levels) - 1, _LOWEST_HEADING)}"

    return _HEADING_TAG.sub(replace, html)


def valid_url(url: str) -> str:
    """Returns the URL with everything encoded that RFC 3986 does not allow, or "" if it is none."""
    url = _NOT_IN_URLS.sub(lambda match: quote(match[0], safe=""), url)
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises ValueError for one that is none
    except ValueError:
        return ""
    if parts.scheme == "mailto":
        return url if "[" not in url and "]" not in url else ""
    if not _HOST.fullmatch(parts.netloc) or re.search(r"[\[\]]", url.partition(parts.netloc)[2]):
        return ""
    return url if url.count("#") <= 1 else url.replace("#", "%23").replace("%23", "#", 1)


def _semantics(name: str, values: Mapping[str, str], *, has_landmark: bool) -> dict[str, str]:
    """Returns what the EPUB 3 Structural Semantics Vocabulary and DPUB-ARIA say of an element."""
    classes = values.get("class", "")
    if classes == "footnotes":
        return {"epub:type": "endnotes", "role": "doc-endnotes"} if has_landmark else {}
    if classes == "footnote-back":
        return {"epub:type": "backlink", "role": "doc-backlink"}
    if name == "li" and "-fn-" in values.get("id", ""):
        return {"epub:type": "endnote"}
    if name == "a" and "-fnref-" in values.get("id", ""):
        return {"epub:type": "noteref", "role": "doc-noteref"}
    return {}


def _written(values: Mapping[str, str]) -> str:
    return "".join(f' {name}="{value}"' for name, value in values.items())
