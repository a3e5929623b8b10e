"""The marks that an element adds to its text."""

from typing import Final
from urllib.parse import parse_qs, urlsplit

from serial.markup.converting.document import CODE, EM, STRIKE, STRONG, UNDERLINE, Mark, Marks
from serial.markup.converting.reading.styles import Style
from serial.markup.links import safe_link_url

# Written as raw HTML, because Markdown has no marks for them.
RAW_TAGS: Final = frozenset(
    {
        "bdi",
        "bdo",
        "cite",
        "kbd",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "samp",
        "small",
        "sub",
        "sup",
        "u",
    }
)
_RAW_ELEMENTS: Final = RAW_TAGS - {"sub", "sup", "u"}
_REDIRECT: Final = ("https://www.google.com/url?", "http://www.google.com/url?")


def marks_of(
    marks: Marks, parent: Style, style: Style, tag: str, attributes: dict[str, str | None]
) -> Marks:
    """Returns the marks around an element's text, given those around the element."""
    if tag == "a":
        marks = _with_link(marks, attributes)
    if style is not parent:
        marks = _with_styles(marks, parent, style)
    if tag in ("code", "tt"):
        return _with(marks, CODE)
    if tag == "abbr":
        return _with(marks, Mark("abbr", attributes.get("title") or ""))
    if tag not in _RAW_ELEMENTS or (tag in ("rp", "rt") and Mark("ruby") not in marks):
        return marks
    return _with(marks, Mark(tag))


def _with_styles(marks: Marks, parent: Style, style: Style) -> Marks:
    for mark, before, now in (
        (STRONG, parent.bold, style.bold),
        (EM, parent.italic, style.italic),
        (STRIKE, parent.strike, style.strike),
        (UNDERLINE, parent.underline, style.underline and not _is_linked(marks)),
    ):
        if before != now:
            marks = _with(marks, mark) if now else _without(marks, mark)
    if style.vertical and style.vertical != parent.vertical:
        marks = _with(marks, Mark(style.vertical))
    return marks


def _with_link(marks: Marks, attributes: dict[str, str | None]) -> Marks:
    url = safe_link_url(_target(attributes.get("href") or "")) or ""
    # A place in the page it was copied from; places in a text have no names here.
    if not url or url.startswith("#") or _is_linked(marks):
        return marks
    return (*marks, Mark("a", url))


def _target(url: str) -> str:
    """Returns the URL behind Google Docs' redirect."""
    if url.startswith(_REDIRECT):
        targets = parse_qs(urlsplit(url).query, max_num_fields=20).get("q", [])
        return targets[0] if targets else url
    return url


def _is_linked(marks: Marks) -> bool:
    return any(mark.tag == "a" for mark in marks)


def _with(marks: Marks, mark: Mark) -> Marks:
    return marks if mark in marks else (*marks, mark)


def _without(marks: Marks, mark: Mark) -> Marks:
    return tuple(other for other in marks if other != mark)
