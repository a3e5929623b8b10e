"""Pages of AO3 and Royal Road that a browser saved."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from serial.manuscripts.documents import Remark
from tests.manuscripts.kept import Kept, keep
from tests.manuscripts.test_epub_and_folders import write_epub

AO3_TOP = """<html><head><title>The Mill - Wren - Rain [Archive of Our Own]</title></head><body>
<ul class="primary navigation"><li><a href="/works">Browse</a></li></ul>
<dl class="work meta group"><dt class="rating tags">Rating:</dt><dd class="rating tags"><ul><li>
<a class="tag" href="/tags/M">Mature</a></li></ul></dd><dd class="fandom tags"><ul><li>
<a class="tag" href="/tags/R">Rain &amp; Co.</a></li></ul></dd><dd class="freeform tags"><ul><li>
<a class="tag" href="/tags/S">Storms</a></li></ul></dd><dd class="stats"><dl class="stats">
<dt>Words:</dt><dd class="words">2,652</dd></dl></dd></dl><div id="workskin">
<div class="preface group"><h2 class="title heading">The Mill</h2>
<h3 class="byline heading">by <a rel="author" href="/users/wren">Wren</a></h3>
<div class="summary module"><h3 class="heading">Summary:</h3>
<blockquote class="userstuff"><p>A <em>mill</em>.</p></blockquote></div>
<div class="notes module"><h3 class="heading">Notes:</h3>
<blockquote class="userstuff"><p>Thanks, all.</p></blockquote>
<p class="jump">(See the end of the work for <a href="#work_endnotes">more notes</a>.)</p></div>
</div>
<div id="chapters" role="article">"""
AO3_CHAPTER = """<div class="chapter" id="chapter-{n}">
<div class="chapter preface group" role="complementary"><h3 class="title">
<a href="/works/1/chapters/{n}">Chapter {n}</a>: Salt {n}</h3><div id="notes" class="notes module">
<h3 class="heading">Notes:</h3><blockquote class="userstuff"><p>Hello {n}.</p></blockquote></div>
</div><div class="userstuff module" role="article">
<h3 class="landmark heading" id="work">Chapter Text</h3>
<p>It <em>was</em> day {n}.</p><hr/><p>More.</p></div><div class="chapter preface group">
<div class="end notes module" id="chapter_{n}_endnotes"><h3 class="heading">Notes:</h3>
<blockquote class="userstuff"><p>Bye {n}.</p></blockquote></div></div></div>"""
AO3_END = """</div><div class="afterword preface group">
<div id="work_endnotes" class="end notes module">
<h3 class="heading">Notes:</h3><blockquote class="userstuff"><p>The end, really.</p></blockquote>
</div></div></div><div id="feedback"><h3>Comments</h3><p>Great!</p></div></body></html>"""
ROYAL_ROAD = """<html><head><title>Salt {n} - The Mill | Royal Road</title>
<style>.cjk3x{{display: none; speak: never;}}</style></head><body>
<nav><a href="/home">Home</a></nav>
<div class="row fic-header"><h2 class="font-white">The Mill</h2>
<h1 class="font-white">{n}. Salt {n}</h1>
</div><a href="/prev">Previous Chapter</a>
<div class="portlet solid author-note-portlet"><div class="portlet-title"><div class="caption">
<span class="caption-subject">A note from Wren</span></div></div>
<div class="portlet-body author-note"><p>Hello {n}.</p></div></div>
<div class="chapter-inner chapter-content"><p>It <em>was</em> day {n}.</p>
<p class="cjk3x">Stolen from Royal Road, this should be reported.</p><p>* * *</p><p>More.</p></div>
<div class="portlet solid author-note-portlet"><div class="portlet-title"><div class="caption">
<span class="caption-subject">A note from Wren</span></div></div>
<div class="portlet-body author-note"><p>Bye {n}.</p></div></div>
<h2>Comments</h2><p>Great!</p></body></html>"""


def read_page(folder: Path, html: str) -> Kept:
    path = folder / "page.html"
    path.write_text(html)
    kept = keep(path)
    assert kept.document.remarks == {Remark.AROUND_WORKS: 1}
    return kept


def check_chapters(kept: Kept) -> None:
    assert [each.title for each in kept.plan.chapters] == ["Salt 1", "Salt 2"]
    assert [each.body for each in kept.chapters] == [
        f"It *was* day {n}.\n\n* * *\n\nMore." for n in (1, 2)
    ]
    assert (kept.counts.italic, kept.counts.breaks) == (2, 2)


def test_whole_work_of_ao3(tmp_path: Path) -> None:
    chapters = "".join(AO3_CHAPTER.format(n=n) for n in (1, 2)).replace("<hr/>", "<p>* * *</p>")
    kept = read_page(tmp_path, AO3_TOP + chapters + AO3_END)
    check_chapters(kept)
    first, second = kept.chapters
    assert (first.note_before, first.note_after) == ("Thanks, all.\n\nHello 1.", "Bye 1.")
    assert (second.note_before, second.note_after) == ("Hello 2.", "Bye 2.\n\nThe end, really.")
    document = kept.document
    assert (document.title, document.summary) == ("The Mill", "<p>A <em>mill</em>.</p>")
    assert document.tags == [("fandom", "Rain & Co."), ("freeform", "Storms")]


def test_one_chapter_of_ao3(tmp_path: Path) -> None:
    kept = read_page(tmp_path, AO3_TOP + AO3_CHAPTER.format(n=7) + AO3_END)
    assert [each.title for each in kept.plan.chapters] == ["Salt 7"]
    assert kept.chapters[0].body == "It *was* day 7.\n\n***\n\nMore."


def test_work_of_ao3_without_chapters(tmp_path: Path) -> None:
    text = (
        '<div class="userstuff"><h3 class="landmark heading">Work Text:</h3><p>It rained.</p></div>'
    )
    (chapter,) = read_page(tmp_path, AO3_TOP + text + AO3_END).chapters
    assert (chapter.note_before, chapter.body) == ("Thanks, all.", "It rained.")
    assert chapter.note_after == "The end, really."


def test_chapter_of_royal_road(tmp_path: Path) -> None:
    kept = read_page(tmp_path, ROYAL_ROAD.format(n=1))
    (chapter,) = kept.chapters
    assert (kept.document.title, kept.plan.chapters[0].title) == ("The Mill", "Salt 1")
    assert chapter.body == "It *was* day 1.\n\n* * *\n\nMore."
    assert (chapter.note_before, chapter.note_after) == ("Hello 1.", "Bye 1.")


@pytest.mark.parametrize("suffix", ["zip", "epub"])
def test_chapters_of_royal_road(tmp_path: Path, suffix: str) -> None:
    """Saved one by one, or by WebToEpub."""
    path = tmp_path / f"mill.{suffix}"
    pages = {f"{n}.html": ROYAL_ROAD.format(n=n) for n in (1, 2)}
    if suffix == "epub":
        write_epub(path, pages)
    else:
        with ZipFile(path, "w") as archive:
            for name, page in pages.items():
                archive.writestr(name, page)
    kept = keep(path)
    check_chapters(kept)
    assert [each.note_before for each in kept.chapters] == ["Hello 1.", "Hello 2."]
    assert [each.note_after for each in kept.chapters] == ["Bye 1.", "Bye 2."]


def test_note_that_is_the_only_one_is_after_the_text(tmp_path: Path) -> None:
    before, _note, after = ROYAL_ROAD.format(n=1).split('<div class="portlet solid')
    kept = read_page(
        tmp_path,
        f'{before}<div class="chapter-inner chapter-content"><p>Text.</p></div>'
        f'<div class="portlet solid{after}',
    )
    assert (kept.chapters[0].note_before, kept.chapters[0].note_after) == ("", "Bye 1.")
