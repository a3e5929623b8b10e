"""Writes a novel of known truth as EPUB, Markdown, downloads of archives and WordPress's export."""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from tests.manuscripts.test_epub_and_folders import write_epub
from tests.manuscripts.test_wordpress import STORY, item, write_export
from tests.manuscripts.truth import Line, Novel

_TAGS = {"i": "em", "b": "strong", "u": "u", "s": "s"}
_CLASSES = {"i": "a", "b": "b", "u": "c", "s": "d"}
_SHEET = (
    ".a{font-style:italic}.b{font-weight:bold}.c{text-decoration:underline}"
    ".d{text-decoration:line-through}.center{text-align:center}.right{text-align:right}"
)
_MARKDOWN = {"i": "*", "b": "**", "s": "~~"}
_PREFACE = (
    '<div id="preface"><h2 class="toc-heading">Preface</h2><p class="message">Posted on the '
    '<a href="https://archiveofourown.org/">Archive</a>.</p><div class="meta"><h1>The Mill</h1>'
    '<div class="byline">by Wren</div></div></div>'
)
_AFTERWORD = (
    '<div id="afterword"><h2 class="toc-heading">Afterword</h2><p class="message">Please '
    '<a href="https://archiveofourown.org/">drop by</a> and comment!</p></div>'
)


def chapters_of(novel: Novel) -> Iterator[list[Line]]:
    chapter: list[Line] = []
    for line in novel.lines:
        if line.kind == "1" and chapter:
            yield chapter
            chapter = []
        chapter.append(line)
    yield chapter


def note_of(chapter: list[Line], kind: str) -> str:
    return next((line.text for line in chapter if line.kind == kind), "")


class ChapterHtml:
    """The text of a chapter, with its footnotes at the end.

    Marks are elements, or classes of _SHEET. Lines are aligned by the attribute, or by a class.
    anchor: the attribute that footnotes are found by.
    """

    def __init__(
        self,
        chapter: list[Line],
        *,
        with_classes: bool = False,
        anchor: str = "id",
        has_heading: bool = True,
    ) -> None:
        self.with_classes = with_classes
        self.anchor = anchor
        self.notes: list[str] = []
        lines = [
            self._line(line)
            for line in chapter
            if line.kind not in ("before", "after") and (has_heading or line.kind != "1")
        ]
        notes = "".join(
            f'<p><a {anchor}="fn{n}" href="#ref{n}">{n}</a> {escape(note)}</p>\n'
            for n, note in enumerate(self.notes, start=1)
        )
        self.html = "".join(lines) + (f"<hr/>\n{notes}" if notes else "")

    def _line(self, line: Line) -> str:
        tag = f"h{line.kind}" if line.kind.isdigit() else "p"
        runs = "".join(self._run(*run) for run in line.runs) or "&#160;"
        align = f'class="{line.align}"' if self.with_classes else f'align="{line.align}"'
        return f"<{tag}{f' {align}' if line.align else ''}>{runs}</{tag}>\n"

    def _run(self, text: str, mark: str) -> str:
        if mark == "n":
            self.notes.append(text)
            n = len(self.notes)
            return f'<sup><a {self.anchor}="ref{n}" href="#fn{n}">{n}</a></sup>'
        html = escape(text, quote=False)
        if self.with_classes and mark:
            return f'<span class="{" ".join(_CLASSES[each] for each in mark)}">{html}</span>'
        for each in mark:
            html = f"<{_TAGS[each]}>{html}</{_TAGS[each]}>"
        return html


def write_epub_novel(novel: Novel, folder: Path, *, with_classes: bool = False) -> Path:
    """with_classes: of a linked style sheet, as LibreOffice and Calibre write it."""
    head = '<html><head><link rel="stylesheet" href="s.css"/></head>'
    pages = {
        f"{n}.xhtml": f"{head}<body>{ChapterHtml(chapter, with_classes=with_classes).html}</body>"
        for n, chapter in enumerate(chapters_of(novel))
    }
    return write_epub(folder / "novel.epub", pages, **{"s.css": _SHEET})


def write_markdown_novel(novel: Novel, folder: Path) -> Path:
    path = folder / "novel.md"
    notes: list[str] = []
    text = "\n\n".join(_markdown_line(line, notes) for line in novel.lines)
    definitions = "\n".join(f"[^{n}]: {note}" for n, note in enumerate(notes, start=1))
    path.write_text(f"{text}\n\n{definitions}\n")
    return path


def _markdown_line(line: Line, notes: list[str]) -> str:
    if line.kind == "ornament":
        return line.text
    text = ""
    for run, mark in line.runs:
        if mark == "n":
            notes.append(_escaped(run))
            text += f"[^{len(notes)}]"
            continue
        signs = "".join(_MARKDOWN[each] for each in mark if each in _MARKDOWN)
        marked = f"{signs}{_escaped(run)}{signs[::-1]}"
        text += f"<u>{marked}</u>" if "u" in mark else marked
    if line.kind.isdigit():
        return f"{'#' * int(line.kind)} {text}"
    return f"::: {line.align}\n{text}\n:::" if line.align else text


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_<\[])", r"\\\1", text)


def write_fanficfare_text(novel: Novel, folder: Path) -> Path:
    """Marks are those of html2text, which escapes none in the text."""
    signs = {"": "", "i": "_", "b": "**", "ib": "**_"}
    text = "\n\n\nThe Mill\n\nby Wren\n\n\nGenre: Drama\n\n\nTABLE OF CONTENTS\n\n"
    for chapter in chapters_of(novel):
        text += f"\n\n\t{chapter[0].text}\n\n"
        for line in chapter[1:]:
            runs = (f"{signs[mark]}{run}{signs[mark][::-1]}" for run, mark in line.runs)
            text += f"{''.join(runs)}\n\n"
    path = folder / "novel.txt"
    path.write_text(f"{text}\n\nEnd file.\n")
    return path


def _ao3_chapter(chapter: list[Line], number: int) -> str:
    note = '<blockquote class="userstuff"><p>{}</p></blockquote>'
    html = ChapterHtml(chapter, anchor="name", has_heading=False).html
    return (
        f'<div class="meta group"><h2 class="heading">{escape(chapter[0].text)}</h2>'
        f"<p>Chapter Notes</p>{note.format(note_of(chapter, 'before'))}"
        f'<p>See the end of the chapter for <a href="#endnotes{number}">notes</a></p></div>'
        f'<div class="userstuff">{html}</div><div id="endnotes{number}" class="meta">'
        f"<p>Chapter End Notes</p>{note.format(note_of(chapter, 'after'))}</div>"
    )


def write_ao3_html(novel: Novel, folder: Path) -> Path:
    """Footnotes have other names in each chapter, as in one page they must."""
    chapters = ""
    for number, chapter in enumerate(chapters_of(novel), start=1):
        html = _ao3_chapter(chapter, number)
        chapters += re.sub(r"(=\"#?)(ref|fn)(?=[0-9])", rf"\g<1>\g<2>{number}-", html)
    path = folder / "novel.html"
    path.write_text(f'<body>{_PREFACE}<div id="chapters">{chapters}</div>{_AFTERWORD}</body>')
    return path


def write_ao3_epub(novel: Novel, folder: Path) -> Path:
    chapters = enumerate(chapters_of(novel), start=1)
    bodies = [_PREFACE, *(_ao3_chapter(chapter, n) for n, chapter in chapters), _AFTERWORD]
    pages = {
        f"split_{n:03}.xhtml": f"<html><body>{body}</body></html>" for n, body in enumerate(bodies)
    }
    return write_epub(folder / "novel.epub", pages)


def write_wordpress_novel(novel: Novel, folder: Path) -> Path:
    items = [
        item(
            *(n, "fcn_chapter", chapter[0].text, ChapterHtml(chapter, has_heading=False).html),
            chapter_story="5",
            chapter_foreword=f"<p>{note_of(chapter, 'before')}</p>",
            chapter_afterword=note_of(chapter, "after"),
        )
        for n, chapter in enumerate(chapters_of(novel), start=6)
    ]
    # The list of chapters in STORY has others, in another order.
    return write_export(
        folder / "novel.xml", STORY.replace("story_chapters", "story_other"), *items
    )
