"""HTML of programs and browsers, and Markdown."""

import re
from html import escape
from pathlib import Path

import pytest

from serial.manuscripts.documents import Remark
from serial.manuscripts.reading import read
from tests.manuscripts.kept import check_all_kept, keep
from tests.manuscripts.truth import Line, Novel, make_novel

_TAGS = {"i": "em", "b": "strong", "u": "u", "s": "s"}


def write_html(novel: Novel, path: Path, *, with_classes: bool = False) -> Path:
    """with_classes: as Google Docs writes it: every mark is a class, and notes are links."""
    notes: list[str] = []
    body = "".join(_line_html(line, notes, with_classes=with_classes) for line in novel.lines)
    items = "".join(
        f'<div><p class="c0"><a href="#ftnt_ref{n}" id="ftnt{n}">[{n}]</a><span> {escape(note)}'
        "</span></p></div>"
        for n, note in enumerate(notes, start=1)
    )
    sheet = (
        "<style>.c0{margin:0}.c1{font-style:italic}.c2{font-weight:700}"
        ".c3{text-decoration:underline}.c4{text-decoration:line-through}"
        ".c5{text-align:center}.c6{text-align:right}</style>"
    )
    path.write_text(f"<html><head>{sheet}</head><body>{body}<hr>{items}</body></html>")
    return path


def _line_html(line: Line, notes: list[str], *, with_classes: bool) -> str:
    tag = f"h{line.kind}" if line.kind.isdigit() else "p"
    runs = "".join(_run_html(*run, notes, with_classes=with_classes) for run in line.runs)
    align = {"center": ' class="c5"', "right": ' class="c6"'}.get(line.align, ' class="c0"')
    return f"<{tag}{align}>{runs or '<span></span>'}</{tag}>\n"


def _run_html(text: str, mark: str, notes: list[str], *, with_classes: bool) -> str:
    if mark == "n":
        notes.append(text)
        n = len(notes)
        return f'<sup><a href="#ftnt{n}" id="ftnt_ref{n}">[{n}]</a></sup>'
    html = escape(text, quote=False)
    if with_classes:
        classes = " ".join({"i": "c1", "b": "c2", "u": "c3", "s": "c4"}[each] for each in mark)
        return f'<span class="{classes}">{html}</span>'
    for each in mark:
        html = f"<{_TAGS[each]}>{html}</{_TAGS[each]}>"
    return html


@pytest.mark.parametrize("with_classes", [False, True])
@pytest.mark.parametrize("wrapper", ["", "<div><section><div id=x>"])
def test_all_of_a_novel_is_kept(tmp_path: Path, with_classes: bool, wrapper: str) -> None:
    novel = make_novel()
    path = write_html(novel, tmp_path / "novel.html", with_classes=with_classes)
    path.write_text(path.read_text().replace("<body>", f"<body>{wrapper}"))
    check_all_kept(novel, keep(path))


def test_markdown_is_kept(tmp_path: Path) -> None:
    source = (
        "---\ntitle: The Mill\n---\n# Chapter 1: Salt\n\nA *b* **c**.[^1]\n\n***\n\n::: letter\n"
        "Dear you,\n\nyours\n:::\n\n# Chapter 2\n\nMore[^2], and [a link](https://example.org/).\n"
        "\n```\n# no heading\n```\n\n[^1]: A note.\n[^2]: Another.\n\n    With two paragraphs.\n"
    )
    path = tmp_path / "a.md"
    path.write_text(source)
    kept = keep(path)
    first, second = kept.chapters
    assert [chapter.title for chapter in kept.plan.chapters] == ["Salt", ""]
    assert kept.document.title == "The Mill"
    assert first.body == (
        "A *b* **c**.[^1]\n\n***\n\n::: letter\nDear you,\n\nyours\n:::\n\n[^1]: A note."
    )
    assert "Another." in second.body and "With two paragraphs." in second.body
    assert "# no heading" in second.body and "[a link](https://example.org/)" in second.body
    assert kept.counts.notes == 2 and kept.counts.italic == 1


def test_our_own_html_comes_back_as_it_was(tmp_path: Path) -> None:
    from serial.markup.options import Options
    from serial.markup.rendering import render

    source = "Text *so*.\n\n::: chat\nHi\n\nYou\n:::\n\n* one\n* two\n\n> Said.\n\n***\n\nEnd."
    path = tmp_path / "a.html"
    path.write_text(render(source, Options(smart_punctuation=False)).html)
    (chapter,) = keep(path).chapters
    assert chapter.body == source


def test_text_beside_blocks_and_blank_lines_are_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<body>One <i>two</i>.<br><br>Three.<p>Four.</p>Five.<div>Six.</div></body>")
    (chapter,) = keep(path).chapters
    assert chapter.body == "One *two*.\n\nThree.\n\nFour.\n\nFive.\n\nSix."


def test_remote_pictures_are_named_and_not_fetched(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text('<p>Text.</p><p><img src="https://example.org/a.png" alt="A lamp"></p>')
    kept = keep(path)
    assert kept.document.remarks == {Remark.REMOTE_PICTURES: 1}
    assert kept.chapters[0].left_out == ["A lamp"]


@pytest.mark.parametrize(
    "encoding, head",
    [("utf-8", ""), ("cp1252", '<meta charset="windows-1252">'), ("utf-16", "")],
)
def test_encoding_of_html(tmp_path: Path, encoding: str, head: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(f"<html><head>{head}</head><p>“Café”</p></html>".encode(encoding))
    assert keep(path).chapters[0].body == "“Café”"


def test_hidden_text_and_scripts_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<p>Text.<script>alert(1)</script></p><p style='display:none'>Hidden.</p>")
    assert keep(path).chapters[0].body == "Text."
    assert not re.search("script|Hidden", "".join(b.html for b in read(path).blocks))
