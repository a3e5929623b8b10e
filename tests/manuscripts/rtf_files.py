"""Writes RTF as four programs do, with known truth."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.manuscripts.truth import Line, Novel

_WORDS = {"i": "\\i", "b": "\\b", "u": "\\ul", "s": "\\strike"}
_ALIGN = {"": "\\ql", "center": "\\qc", "right": "\\qr"}


def escape(text: str, *, fallback: int = 1) -> str:
    """As \\uN with as many signs of fallback as \\uc says."""
    out = []
    for character in text:
        if character in "\\{}":
            out.append(f"\\{character}")
        elif ord(character) < 128:
            out.append(character)
        else:
            units = character.encode("utf-16-le")
            for start in range(0, len(units), 2):
                number = int.from_bytes(units[start : start + 2], "little", signed=True)
                out.append(f"\\u{number}{'?' * fallback or ' '}")
    return "".join(out)


@dataclass(frozen=True)
class Program:
    """head: of the file. run, note, paragraph: write text with its marks."""

    head: str
    run: Callable[[str, str], str]
    note: Callable[[str], str]
    paragraph: Callable[[str, Line], str]


def write_rtf(novel: Novel, path: Path, program: Program) -> Path:
    body = "".join(
        program.paragraph(
            "".join(
                program.note(text) if mark == "n" else program.run(text, mark)
                for text, mark in line.runs
            ),
            line,
        )
        for line in novel.lines
    )
    path.write_bytes(f"{program.head}\n{body}}}".encode("ascii"))
    return path


def _level(line: Line) -> int:
    return int(line.kind) if line.kind.isdigit() else 0


def _word_run(text: str, mark: str) -> str:
    words = "".join(_WORDS[each] for each in mark)
    inserted = "\\insrsid1207425"
    return f"{{\\rtlch\\fcs1 \\af0 \\ltrch\\fcs0 {words}{inserted} {escape(text)}}}\r\n"


def _word_note(text: str) -> str:
    plain = "\\pard\\plain \\ltrpar\\s17\\ql \\li0\\ri0 \\rtlch\\fcs1 \\af0 \\ltrch\\fcs0 \\fs20"
    return (
        "{\\rtlch\\fcs1 \\af0 \\ltrch\\fcs0 \\cs16\\super \\chftn {\\footnote "
        f"{plain} {{\\cs16\\super \\chftn }}{{ {escape(text)}}}}}}}"
    )


def _word_paragraph(runs: str, line: Line) -> str:
    level = _level(line)
    style = f"\\s{level}\\outlinelevel{level - 1}" if level else ""
    return f"\\pard\\plain {style}{_ALIGN[line.align]} \\li0\\fi720 {runs}{{\\par }}"


def _office_run(text: str, mark: str) -> str:
    words = "".join(_WORDS[each] for each in mark)
    return f"{{\\rtlch \\ltrch\\loch{words}\n{escape(text)}}}"


def _office_note(text: str) -> str:
    return f"{{\\super \\chftn}}{{\\*\\footnote\\chftn\\pard\\plain \\s20 {escape(text)}}}"


def _office_paragraph(runs: str, line: Line) -> str:
    level = _level(line)
    style = f"\\s{level}\\ilvl0\\outlinelevel{level - 1}\\b" if level else "\\s0"
    return f"\\pard\\plain {style}{_ALIGN[line.align]} {runs}\n\\par "


def _cocoa_run(text: str, mark: str) -> str:
    """TextEdit turns marks on and off without groups."""
    on = "".join(f"{_WORDS[each]}" for each in mark)
    off = "".join(f"{_WORDS[each]}0" if each != "u" else "\\ulnone" for each in mark)
    return f"\\f0{on} {escape(text, fallback=0)}\\f1{off} "


def _cocoa_paragraph(runs: str, line: Line) -> str:
    return f"\\pard\\tx566\\pardirnatural{_ALIGN[line.align]}\\partightenfactor0\n\\cf0 {runs}\\\n"


def _scrivener_paragraph(runs: str, line: Line) -> str:
    level = _level(line)
    size = f"\\outlinelevel{level - 1}\\b\\fs36" if level else "\\fs24"
    return f"{{\\pard{_ALIGN[line.align]}\\fi360\\sl264\\plain\\f0{size} {runs}\\par}}\n"


def _scrivener_note(text: str) -> str:
    return f"{{\\super\\chftn}}{{\\footnote\\pard\\plain {{\\super\\chftn}} {escape(text)}\\par}}"


_STYLES = (
    "{\\stylesheet{\\ql Normal;}{\\s1\\outlinelevel0 \\b\\fs32 \\sbasedon0{\\*\\keycode \\cf1}"
    "heading 1;}{\\*\\cs16 \\additive \\super footnote reference;}}"
)
PROGRAMS = {
    "Word": Program(
        "{\\rtf1\\adeflang1025\\ansi\\ansicpg1252\\uc1\\deff0{\\fonttbl{\\f0\\froman\\fcharset0\\fprq2"
        "{\\*\\panose 02020603050405020304}Times New Roman;}}{\\colortbl;\\red0\\green0\\blue0;}"
        + _STYLES
        + "{\\info{\\title The Mill}{\\author Lina}}{\\*\\generator Word;}"
        "{\\headerr \\pard Mill\\par}",
        _word_run,
        _word_note,
        _word_paragraph,
    ),
    "LibreOffice": Program(
        "{\\rtf1\\ansi\\deff3\\adeflang1025{\\fonttbl{\\f0\\froman\\fprq2\\fcharset0 Liberation;}}"
        + _STYLES
        + "{\\*\\generator LibreOffice}{\\info{\\title The Mill}}\\hyphauto1",
        _office_run,
        _office_note,
        _office_paragraph,
    ),
    "TextEdit": Program(
        "{\\rtf1\\ansi\\ansicpg1252\\cocoartf2709\n\\cocoatextscaling0{\\fonttbl\\f0\\froman"
        "\\fcharset0 Times-Roman;\\f1\\fswiss\\fcharset0 Helvetica;}\n"
        "{\\colortbl;\\red255\\green255\\blue255;}\n"
        "{\\*\\expandedcolortbl;;}\n\\paperw11900\\uc0",
        _cocoa_run,
        lambda text: "",
        _cocoa_paragraph,
    ),
    "Scrivener": Program(
        "{\\rtf1\\ansi\\ansicpg1252\\uc1\\deff0"
        "{\\fonttbl{\\f0\\fmodern\\fcharset0\\fprq1 Courier;}}"
        "{\\info{\\title The Mill}}\\paperw12240",
        _office_run,
        _scrivener_note,
        _scrivener_paragraph,
    ),
}
