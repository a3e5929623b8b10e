"""Writes runs of text as inline Markdown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from serial.markup.converting.document import CODE, EM, STRIKE, STRONG, Mark, Run
from serial.markup.converting.writing.escaping import Escape, escape, escape_lines
from serial.markup.words import UNSPACED_CHARACTERS

_DELIMITERS: Final = {EM: "*", STRONG: "**", STRIKE: "~~"}
_UNSPACED: Final = re.compile(f"[{UNSPACED_CHARACTERS}]")
_BACKTICKS: Final = re.compile("`+")
# How many runs to look ahead, so that the work does not grow with the square of the text.
_MAX_EXTENT: Final = 20
_ENTITY: Final = re.compile(r"&(?=#?[a-zA-Z0-9]+;)")


class Tags(Enum):
    """Where <em> stands in place of "*": beside letters, "*" may be no markup."""

    NOWHERE = "nowhere"
    BESIDE_LETTERS = "beside letters"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True)
class Manner:
    """How to write: which characters to escape, and where to use tags."""

    escapes: frozenset[Escape] = frozenset()
    tags: Tags = Tags.NOWHERE
    # A heading, a cell and a label are one line.
    line_break: str = "\n"


def write_runs(runs: Sequence[Run], manner: Manner) -> str:
    out: list[str] = []
    # With each open mark, what closes it.
    open_marks: list[tuple[Mark, str]] = []
    for index, run in enumerate(runs):
        kept = 0
        while kept < len(open_marks) and open_marks[kept][0] in run.marks:
            kept += 1
        _close(out, open_marks, kept)
        opened = {mark for mark, _closing in open_marks}
        for mark, end in _by_extent(runs, index, opened):
            opening, closing = _around(mark, _uses_tag(runs, index, end, manner))
            out.append(opening)
            open_marks.append((mark, closing))
        out.append(_write_run(run, manner))
    _close(out, open_marks, 0)
    text = "".join(out)
    return escape_lines(text) if Escape.LINES in manner.escapes else text


def _close(out: list[str], open_marks: list[tuple[Mark, str]], kept: int) -> None:
    while len(open_marks) > kept:
        out.append(open_marks.pop()[1])


def _by_extent(runs: Sequence[Run], index: int, opened: set[Mark]) -> list[tuple[Mark, int]]:
    """Returns the marks that begin at this run, and the run after their last one.

    Those that end last are the outermost.
    """
    new = [mark for mark in runs[index].marks if mark not in opened and mark != CODE]
    extents = [(mark, _extent(runs, index, mark)) for mark in new]
    return sorted(extents, key=lambda extent: -extent[1])


def _extent(runs: Sequence[Run], index: int, mark: Mark) -> int:
    end = index
    while end < min(len(runs), index + _MAX_EXTENT) and mark in runs[end].marks:
        end += 1
    return end


def _uses_tag(runs: Sequence[Run], start: int, end: int, manner: Manner) -> bool:
    if manner.tags is not Tags.BESIDE_LETTERS:
        return manner.tags is Tags.EVERYWHERE
    before = runs[start - 1].text[-1:] if start else ""
    after = runs[end].text[:1] if end < len(runs) else ""
    return _is_spaced_letter(before) or _is_spaced_letter(after)


def _is_spaced_letter(character: str) -> bool:
    """False for scripts without spaces, in which "*" is emphasis between letters too."""
    return character.isalnum() and not _UNSPACED.match(character)


def _around(mark: Mark, uses_tag: bool) -> tuple[str, str]:
    if mark.tag == "a":
        return "[", f"]({_destination(mark.value)})"
    if mark in _DELIMITERS and not uses_tag:
        return _DELIMITERS[mark], _DELIMITERS[mark]
    title = f' title="{_attribute(mark.value)}"' if mark.tag == "abbr" else ""
    return f"<{mark.tag}{title}>", f"</{mark.tag}>"


def _write_run(run: Run, manner: Manner) -> str:
    if run.note:
        return f"[^{run.note}]"
    if run.picture:
        return f"![{escape(run.text, frozenset({Escape.BRACKETS}))}]({run.picture})"
    if CODE in run.marks:
        return _code(run.text)
    return escape(run.text, manner.escapes).replace("\n", manner.line_break)


def _code(text: str) -> str:
    longest = max((len(match[0]) for match in _BACKTICKS.finditer(text)), default=0)
    fence = "`" * (longest + 1)
    # The renderer takes away a space at both ends, but not from spaces alone. A backtick before a
    # letter and one after a space can be quotation marks to it.
    needs_pad = text[:1] == "`" or text[-1:] == "`" or (text[-1:] == " " and text.strip(" "))
    pad = " " if needs_pad else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _destination(url: str) -> str:
    url = _ENTITY.sub("&amp;", url.replace("<", "%3C").replace(">", "%3E"))
    return f"<{url}>" if "(" in url or ")" in url else url


def _attribute(value: str) -> str:
    value = " ".join(value.split())
    for character, entity in (("&", "&amp;"), ('"', "&quot;"), ("<", "&lt;"), (">", "&gt;")):
        value = value.replace(character, entity)
    return value
