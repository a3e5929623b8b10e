"""Cuts the HTML of an email after a paragraph: Gmail shows 102 KB, and cuts anywhere."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from serial.markup.allowed import VOID_TAGS
from serial.markup.emails.styling import EmailHtml

_TAG: Final = re.compile(r"(<[^>]+>)")
_NAME: Final = re.compile(r"<(/?)([a-z0-9]+)")
_MARK: Final = re.compile(r"<sup[^>]*>\[([0-9]+)\]</sup>")
# The text may end after these; not within a table.
_ENDS: Final = frozenset({"p", "li", "ul", "ol", "blockquote", "div", "pre", "table", "figure"})
# Characters of at most four bytes: RFC 5322 allows 998 bytes in a line.
_LINE_LENGTH: Final = 240


@dataclass(frozen=True)
class CutHtml:
    """html: with the footnotes that it refers to. is_whole: whether anything was cut."""

    html: str
    is_whole: bool


def fit_into(text: EmailHtml, space: int) -> CutHtml:
    """Returns the beginning of the text, in whole paragraphs, of at most `space` bytes of UTF-8.

    "" if not even the first paragraph has room.
    """
    notes = "".join(text.footnotes.values())
    if len(text.body.encode()) + len(notes.encode()) <= space:
        return CutHtml(_in_short_lines(text.body + notes), is_whole=True)
    body = cut_after_paragraph(text.body, space, text.footnotes)
    referred = dict.fromkeys(int(number) for number in _MARK.findall(body))
    kept = "".join(text.footnotes.get(number, "") for number in referred)
    return CutHtml(_in_short_lines(body + kept), is_whole=False)


def cut_after_paragraph(html: str, space: int, footnotes: Mapping[int, str]) -> str:
    """Returns its beginning, with an end tag for each element that is open there.

    The footnotes to which it refers have room beside it.
    """
    opened: list[str] = []
    notes = {f"[{number}]": len(note.encode()) for number, note in footnotes.items()}
    best, length, position = "", 0, 0
    for part in _TAG.split(html):
        length += len(part.encode())
        position += len(part)
        match = _NAME.match(part) if part.startswith("<") else None
        if match is None:
            length += notes.pop(part, 0) if opened[-1:] == ["sup"] else 0
        elif not match[1]:
            opened += [] if match[2] in VOID_TAGS else [match[2]]
        else:
            opened.pop()
            ends = "".join(f"</{name}>" for name in reversed(opened))
            if length + len(ends) > space:
                break
            if match[2] in _ENDS and "table" not in opened:
                best = html[:position] + ends
    return best


def _in_short_lines(html: str) -> str:
    """Breaks lines at spaces: an email with longer lines must be encoded, which is slow."""
    if "<pre" in html:
        return html
    lines: list[str] = []
    for line in html.split("\n"):
        rest = line
        while len(rest) > _LINE_LENGTH and (end := rest.rfind(" ", 0, _LINE_LENGTH)) > 0:
            lines.append(rest[:end])
            rest = rest[end + 1 :]
        lines.append(rest)
    return "\n".join(lines)
