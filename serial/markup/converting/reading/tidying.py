"""Reduces other programs' HTML to the tags and attributes that conversion reads.

This makes the parser's work grow with the length of the HTML only: its time grows with the square
of the number of attributes of one tag, and with the depth of nesting at every tag. Comments go, as
do the parts that only Word reads (conditional comments).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from serial.markup.allowed import ALLOWED_TAGS, VOID_TAGS
from serial.markup.converting.reading.balancing import Balancer

# Above this many tags, nesting is limited before parsing. Below it, the worst nesting takes the
# parser 0.9 s (20,000 nested <div>).
MAX_UNBALANCED_TAGS: Final = 20_000

# Older or unusual elements that are read beside those of our own markup.
_READ_TAGS: Final = ALLOWED_TAGS | (
    {"address", "article", "aside", "big", "center", "dir", "dl", "fieldset", "figure", "font"}
    | {"footer", "form", "h1", "header", "hgroup", "legend", "listing", "main", "menu", "nav"}
    | {"pre", "strike", "tt"}
)
# Elements whose content is not text to read. Their content is raw text to a parser, or is dropped.
_DROPPED: Final = frozenset(
    {"iframe", "noembed", "noframes", "noscript", "script", "select", "style", "svg", "template"}
    | {"textarea", "title", "xml"}
)
_SILENT: Final = frozenset({"noembed", "noframes", "noscript", "script", "style", "title", "xml"})
# Elements that show something that is not text, with text for programs that cannot show it.
_NAMED: Final = frozenset({"audio", "canvas", "embed", "input", "math", "object", "video"})

_ATTRIBUTES: Final = frozenset(
    {
        "align",
        "alt",
        "cite",
        "class",
        "colspan",
        "datetime",
        "dir",
        "height",
        "hidden",
        "href",
        "id",
        "name",
        "rowspan",
        "src",
    }
    | {"role", "start", "style", "title", "width"}
)
# Attributes in a tag that is read with them: each is two parts, its name and its quoted value.
_MAX_PARTS: Final = 2_000
_TAG: Final = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9:_-]*+)"
    rf"""((?>(?:[^<>"']++|"[^"]*+"|'[^']*+'){{0,{_MAX_PARTS}}}))>"""
    # With an unpaired quotation mark inside the tag, or more.
    r"""|<(/?)([a-zA-Z][a-zA-Z0-9:_-]*+)[^<>]*+>"""
)
_ATTRIBUTE: Final = re.compile(
    r"""([a-zA-Z_:][\w:.-]*+)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'<>=`]++))?"""
)
_NOT_A_TAG: Final = re.compile(r"<(?:!--.*?(?:-->|\Z)|[!?][^>]*+(?:>|\Z))", re.DOTALL)
_CLIPBOARD_HEADER: Final = re.compile(r"\s*Version:[^<]*")


@dataclass
class Tidied:
    """html: for the parser. style_sheet: the content of all <style>. named: what was dropped."""

    html: str = ""
    style_sheet: str = ""
    named: list[str] = field(default_factory=list)


def tidy(source: str) -> Tidied:
    header = _CLIPBOARD_HEADER.match(source)
    source = source[header.end() :] if header else source
    tidied = Tidied()
    parts = _tidy_tags(source, tidied)
    if source.count("<") > MAX_UNBALANCED_TAGS:
        parts = Balancer().balance(parts)
    tidied.html = "".join(text for _kind, _name, text in parts)
    return tidied


def _tidy_tags(source: str, tidied: Tidied) -> Iterator[tuple[int, str, str]]:
    """Yields (nesting, name, text) as in sanitizing/balancing.py."""
    position = 0
    while (start := source.find("<", position)) >= 0:
        if start > position:
            yield 0, "", source[position:start]
        match = _TAG.match(source, start)
        if match is None:
            skipped = _NOT_A_TAG.match(source, start)
            position = skipped.end() if skipped else start + 1
            if not skipped:
                yield 0, "", "&lt;"
            continue
        position = match.end()
        name = (match[2] or match[5]).lower()
        is_end = bool(match[1] or match[4])
        if name in _DROPPED and not is_end:
            position = _drop_content(source, position, name, tidied)
        elif name in _READ_TAGS:
            yield _tag(name, match[3] or "", is_end=is_end)
        elif name in _NAMED and not is_end:
            tidied.named.append(name)
    if position < len(source):
        yield 0, "", source[position:]


def _drop_content(source: str, position: int, name: str, tidied: Tidied) -> int:
    """Returns the position after the element's end tag; without one, the end of the source."""
    end = re.compile(rf"</{name}\b[^>]*>", re.IGNORECASE).search(source, position)
    if name == "style":
        tidied.style_sheet += source[position : end.start() if end else len(source)] + "\n"
    elif name not in _SILENT:
        tidied.named.append(name)
    return end.end() if end else len(source)


def _tag(name: str, attributes: str, *, is_end: bool) -> tuple[int, str, str]:
    if is_end:
        return (0 if name in VOID_TAGS else -1), name, f"</{name}>"
    text = f"<{name}{_read_attributes(attributes)}>" if attributes.strip() else f"<{name}>"
    return (0 if name in VOID_TAGS else 1), name, text


def _read_attributes(attributes: str) -> str:
    kept: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(attributes):
        name = name.lower()
        if name in _ATTRIBUTES and name not in kept:
            kept[name] = value[1:-1] if value[:1] in ("'", '"') else value
    return "".join(f' {name}="{value.replace(chr(34), "&quot;")}"' for name, value in kept.items())
