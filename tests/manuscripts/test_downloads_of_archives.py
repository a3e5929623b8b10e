"""Downloads of AO3, Royal Road and FanFicFare: chapters and notes stay, heads and logs do not."""

from pathlib import Path

import pytest

from serial.manuscripts.documents import Remark
from tests.manuscripts.kept import keep
from tests.manuscripts.test_epub_and_folders import AFTERWORD, PREFACE, write_epub

FANFICFARE_TEXT = """


The Mill

by Wren


Category: The Mill
Genre: Drama, Humor
Characters: Wren A., Lina
Chapters: 2
Summary: A mill stands.


TABLE OF CONTENTS


1. Salt

2. Sand



\t1. Salt

It _was_ **late**, and nobody had yet come down from the mill to open the gate
for them.

* * *

"1\\. No," she said.



\t2. Sand

A/N: Thanks.

More came.



End file.
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_text_of_fanficfare(tmp_path: Path, line_end: str) -> None:
    path = tmp_path / "mill.txt"
    path.write_bytes(FANFICFARE_TEXT.replace("\n", line_end).encode())
    kept = keep(path)
    document = kept.document
    assert (document.title, document.summary) == ("The Mill", "<p>A mill stands.</p>")
    assert document.tags[1:4] == [
        *(("genre", "Drama"), ("genre", "Humor")),
        ("character", "Wren A."),
    ]
    assert [each.title for each in kept.plan.chapters] == ["Salt", "Sand"]
    first, second = kept.chapters
    assert first.body.startswith("It *was* **late**, and nobody had")
    assert "***" in first.body and "1. No" in first.body.replace("\\", "")
    assert (second.note_before, second.body) == ("Thanks.", "More came.")
    assert document.counts.italic == kept.counts.italic == 1
    assert document.remarks[Remark.FRONT_PAGES] == 1


def test_text_with_a_tab_is_not_of_fanficfare(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The Mill\n\nby Wren\n\n\n\tIt was late.\n\n\tMore came.\n")
    (chapter,) = keep(path).chapters
    assert "by Wren" in chapter.body


def test_html_of_fanficfare(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    chapter = '<a name="section000{n}"><h2>{n}. Salt {n}</h2></a>\n<p>It <em>was</em> day {n}.</p>'
    path.write_text(
        '<html><head><title>The Mill by Wren</title></head><body><h1><a href="https://e.org/">The '
        'Mill</a> by <a>Wren</a></h1>\n<table class="full"><tr><td><b>Genre:</b></td><td>Drama</td>'
        '</tr></table>\n<a name="TOCTOP"><h2>Table of Contents</h2></a>\n<p><a href="#section0001">'
        "Salt 1</a><br /></p>" + "".join(chapter.format(n=n) for n in (1, 2)) + "</body></html>"
    )
    kept = keep(path)
    assert [each.title for each in kept.plan.chapters if each.is_selected] == ["Salt 1", "Salt 2"]
    bodies = [
        made.body
        for planned, made in zip(kept.plan.chapters, kept.chapters, strict=True)
        if planned.is_selected
    ]
    assert bodies == ["It *was* day 1.", "It *was* day 2."]


def test_epub_of_fanficfare(tmp_path: Path) -> None:
    page = (
        '<html><body><h3 class="fff_chapter_title">{n}. Salt {n}</h3><div class="fff_chapter_notes '
        'fff_head_notes"><b>Notes:</b><blockquote class="userstuff"><p>Hello {n}.</p></blockquote>'
        '</div><p>It was day {n}.</p><div class="fff_chapter_notes fff_foot_notes"><b>End Notes:'
        '</b><blockquote class="userstuff"><p>Bye {n}.</p></blockquote></div></body></html>'
    )
    pages = {
        "title_page.xhtml": "<html><body><h3>The Mill</h3><p>Words: 12</p></body></html>",
        "log_page.xhtml": "<html><body><p>Updated</p></body></html>",
        **{f"file000{n}.xhtml": page.format(n=n) for n in (1, 2)},
    }
    kept = keep(write_epub(tmp_path / "a.epub", pages))
    assert [each.title for each in kept.plan.chapters] == ["Salt 1", "Salt 2"]
    first = kept.chapters[0]
    assert (first.note_before, first.body) == ("Hello 1.", "It was day 1.")
    assert first.note_after == "Bye 1."


def test_epub_of_ao3(tmp_path: Path) -> None:
    chapter = (
        '<html><body><div class="meta group"><h2 class="toc-heading">Chapter {n}: Salt {n}</h2>'
        '<p>Chapter Notes</p><blockquote class="userstuff"><p>Hello {n}.</p></blockquote></div>'
        '<div class="userstuff2"><p>It was day {n}.</p></div></body></html>'
    )
    pages = {
        "split_000.xhtml": f"<html><body>{PREFACE}</body></html>",
        "split_001.xhtml": chapter.format(n=1),
        "split_002.xhtml": chapter.format(n=2),
        "split_003.xhtml": f"<html><body>{AFTERWORD}</body></html>",
    }
    kept = keep(write_epub(tmp_path / "a.epub", pages))
    assert [each.title for each in kept.plan.chapters] == ["Salt 1", "Salt 2"]
    assert [each.note_before for each in kept.chapters] == ["Thanks, all.\n\nHello 1.", "Hello 2."]
    assert [each.note_after for each in kept.chapters] == ["", "The end, really."]
    assert ("fandom", "The Mill") in kept.document.tags


def test_one_chapter_of_ao3(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        f'<body>{PREFACE}<div id="chapters" class="userstuff"><p>It was late.</p></div></body>'
    )
    (chapter,) = keep(path).chapters
    assert (chapter.note_before, chapter.body) == ("Thanks, all.", "It was late.")


def test_epub_of_royal_road(tmp_path: Path) -> None:
    """Royal Road has no downloads of its own: as WebToEpub and the like save its chapters."""
    page = (
        "<html><body><h1>Chapter {n}: Salt {n}</h1><div class='chapter-inner chapter-content'>"
        "<p>It <em>was</em> day {n}.</p><p>* * *</p><p>More.</p></div></body></html>"
    )
    pages = {f"c{n}.xhtml": page.format(n=n) for n in (1, 2)}
    kept = keep(write_epub(tmp_path / "a.epub", pages))
    assert [each.title for each in kept.plan.chapters] == ["Salt 1", "Salt 2"]
    assert kept.chapters[0].body == "It *was* day 1.\n\n* * *\n\nMore."
