"""RTF: everything that a novel has is counted in the file and found in the chapters."""

from pathlib import Path

import pypandoc
import pytest

from serial.manuscripts.documents import Document, Remark
from serial.manuscripts.problems import CannotRead, Problem
from serial.manuscripts.reading import read
from tests.manuscripts.kept import check_all_kept, keep
from tests.manuscripts.rtf_files import PROGRAMS, write_rtf
from tests.manuscripts.truth import make_novel

FONTS = (
    "{\\fonttbl{\\f0\\fcharset0 Times;}{\\f1\\fcharset204 Cyr;}{\\f2\\fcharset128 Mincho;}"
    "{\\f3\\fcharset2 Symbol;}}"
)


def write(tmp_path: Path, body: str | bytes, head: str = "") -> Path:
    path = tmp_path / "a.rtf"
    data = body.encode("latin-1") if isinstance(body, str) else body
    path.write_bytes(b"{\\rtf1\\ansi\\ansicpg1252" + FONTS.encode() + head.encode() + data + b"}")
    return path


def read_body(tmp_path: Path, body: str | bytes, head: str = "") -> Document:
    return read(write(tmp_path, body, head))


def markdown_of(tmp_path: Path, body: str | bytes, head: str = "") -> str:
    return "\n\n".join(chapter.body for chapter in keep(write(tmp_path, body, head)).chapters)


@pytest.mark.parametrize("program", PROGRAMS)
def test_all_of_a_novel_is_kept(tmp_path: Path, program: str) -> None:
    novel = make_novel(without="n" if program == "TextEdit" else "")
    check_all_kept(novel, keep(write_rtf(novel, tmp_path / "novel.rtf", PROGRAMS[program])))


@pytest.mark.extended
def test_rtf_of_pandoc_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    source = (
        "# Chapter 1: Salt\n\nIt *was* **late**, [so]{.underline} ~~not~~ naïve.[^1]\n\n* * *\n\n"
        "[There](https://example.org/).\n\n[^1]: Note.\n\n# Chapter 2: Sand\n\nMore of it.\n"
    )
    arguments = ["--standalone"]
    pypandoc.convert_text(
        source, "rtf", format="markdown", outputfile=str(path), extra_args=arguments
    )
    kept = keep(path)
    counts = kept.document.counts
    assert [chapter.title for chapter in kept.plan.chapters] == ["Salt", "Sand"]
    assert (counts.italic, counts.bold, counts.underline, counts.strike) == (1, 1, 1, 1)
    assert (counts.breaks, counts.notes, counts.links) == (1, 1, 1)
    counts.words -= 6
    assert kept.counts == counts


@pytest.mark.parametrize(
    "body, text",
    [
        # One byte, and the letter that follows an escape.
        ("Na\\'efve \\u233 ?t\\u233?", "Naïve été"),
        ("\\uc2\\u233 ??t{\\uc0\\u233 t}\\u233 ??.", "étété."),
        ("\\u8220\\'93so\\u8221\\'94", "“so”"),
        ("{\\f1 \\'cf\\'f0\\'e8\\'e2\\'e5\\'f2}, Lina", "Привет, Lina"),
        # A character of two bytes, one of which is a letter.
        ("{\\f2 \\'83e\\'83X\\'83g}", "テスト"),
        ("\\u-10179?\\u-8704?", "\U0001f600"),
        ("\\u-10179? x", "x"),
        ("a\\~b\\_c\\-d \\{\\}\\\\", "a\u00a0b\u2011cd {}\\"),
        ("\\ldblquote It\\rquote s\\rdblquote\\emdash no\\endash", "“It’s”—no–"),
        ("{\\upr{ascii}{\\*\\ud{\\u1071 ?}}}.", "Я."),
        ("a\r\nb\\\nc", "ab\n\nc"),
        ("a\\bin3 {}}b{\\*\\unknown {no} no}c", "abc"),
    ],
)
def test_characters(tmp_path: Path, body: str, text: str) -> None:
    assert markdown_of(tmp_path, body + "\\par") == text


def test_code_page_of_the_file(tmp_path: Path) -> None:
    body = "{\\rtf1\\ansi\\ansicpg1250 P\\'f8\\'edli\\'9a\\par}"
    path = tmp_path / "a.rtf"
    path.write_text(body)
    assert read(path).blocks[0].text == "Příliš"


def test_formatting_ends_with_its_group_a_0_or_plain(tmp_path: Path) -> None:
    body = "{\\i a} b \\i c\\i0  d \\b e\\plain  f {\\ul g\\ulnone  h} {\\super i}\\nosupersub\\par"
    text = markdown_of(tmp_path, body)
    assert text.startswith("*a* b *c* d **e** f ") and " h " in text
    counts = read(tmp_path / "a.rtf").counts
    assert (counts.italic, counts.bold, counts.underline) == (2, 1, 1)


def test_insertions_are_read_and_deletions_are_not(tmp_path: Path) -> None:
    body = "One {\\revised\\revauth1 new }{\\deleted old}{\\deleted\\b er\\par}word.\\par"
    assert markdown_of(tmp_path, body) == "One new word."
    assert read(tmp_path / "a.rtf").remarks == {Remark.INSERTIONS: 1, Remark.DELETIONS: 1}


def test_page_breaks_begin_pages(tmp_path: Path) -> None:
    text = "Word " * 400
    body = (
        f"{text}\\page {text}\\par\\pard\\pagebb {text}\\par\\pard {text}\\sect\\sectd {text}\\par"
        f"\\pard {text}\\sect\\sectd\\sbknone {text}\\par"
    )
    kept = keep(write(tmp_path, body))
    assert (kept.plan.method, len(kept.chapters)) == ("pages", 4)


def test_headings_of_styles_and_outline_levels(tmp_path: Path) -> None:
    head = (
        "{\\stylesheet{\\s0 Normal;}{\\s2\\outlinelevel1 {\\*\\keycode x}Kapitel;}"
        "{\\s3 heading 3;}{\\s4 Title;}{\\*\\cs5 \\i Emphasis;}}"
    )
    body = (
        "\\pard\\s4 The Mill\\par\\pard\\s2 Two\\par\\pard\\s3 Three\\par"
        "\\pard\\outlinelevel0 One\\par\\pard\\s0 Text.\\par"
    )
    document = read_body(tmp_path, body, head)
    assert document.title == "The Mill"
    assert [block.level for block in document.blocks] == [1, 2, 3, 1, 0]


def test_lists_links_tables_and_line_breaks(tmp_path: Path) -> None:
    head = (
        "{\\*\\listtable{\\list{\\listlevel\\levelnfc0\\levelstartat1{\\leveltext x;}}"
        "{\\listlevel\\levelnfc23}\\listid7}}"
        "{\\*\\listoverridetable{\\listoverride\\listid7\\listoverridecount0\\ls1}}"
    )
    item = "\\pard\\ls1\\ilvl{} {{\\listtext 1.\\tab}}{}\\par"
    field = (
        '\\pard {\\field{\\*\\fldinst {HYPERLINK "https://example.org/" }}{\\fldrslt {\\ul there}}}'
        ", and\\line here\\par"
    )
    body = (
        item.format(0, "One") + item.format(1, "in it") + item.format(0, "Two") + field + ""
        "\\trowd\\cellx100\\cellx200\\pard\\intbl a\\cell b\\cell\\row\\pard After.\\par"
    )
    lists, paragraph, table, after = markdown_of(tmp_path, body, head).split("\n\n")
    assert lists == "1. One\n   * in it\n2. Two"
    assert paragraph.startswith("[there](https://example.org/), and") and "\nhere" in paragraph
    assert table.endswith("| a | b |") and after == "After."
    counts = read(tmp_path / "a.rtf").counts
    assert (counts.links, counts.tables, counts.underline, counts.words) == (1, 1, 0, 10)


def test_old_bullets_are_lists(tmp_path: Path) -> None:
    body = "".join(
        f"\\pard{{\\pntext\\f3\\'B7\\tab}}{{\\*\\pn\\pnlvlblt{{\\pntxtb\\'B7}}}}{text}\\par"
        for text in ("One", "Two")
    )
    assert markdown_of(tmp_path, body) == "* One\n* Two"


def test_comments_hidden_text_boxes_and_headers(tmp_path: Path) -> None:
    head = "{\\header \\pard Mill\\par}{\\footer \\pard\\par}"
    body = (
        "Text{\\*\\atnid L}{\\*\\atnauthor Lina}\\chatn{\\*\\annotation{\\*\\atndate 1}\\pard Why?}"
        ".{\\v  hidden}{\\shp{\\*\\shpinst{\\sp{\\sn shapeType}{\\sv 202}}{\\shptxt \\pard In the "
        "box.\\par}}{\\shprslt x}}{\\shp{\\*\\shpinst{\\sp{\\sn shapeType}{\\sv 20}}}}\\par"
    )
    assert markdown_of(tmp_path, body, head) == "Text.\n\nIn the box."
    document = read(tmp_path / "a.rtf")
    assert document.remarks == {
        Remark.HEADERS: 1,
        Remark.COMMENTS: 1,
        Remark.HIDDEN_TEXT: 1,
        Remark.TEXT_BOXES: 1,
        Remark.DRAWINGS: 1,
    }
    assert (document.comments[0].author, document.comments[0].text) == ("Lina", "Why?")


def test_tables_of_contents_are_left_out(tmp_path: Path) -> None:
    contents = '{\\field{\\*\\fldinst TOC \\\\o "1-3"}{\\fldrslt Chapter 1\\tab 1\\par}}\\par'
    chapter = "\\pard\\outlinelevel0 Chapter {0}\\par\\pard Day {0}.\\par"
    kept = keep(write(tmp_path, contents + chapter.format(1) + chapter.format(2)))
    assert [chapter.body for chapter in kept.chapters] == ["Day 1.", "Day 2."]


def test_pictures_are_found_once(tmp_path: Path) -> None:
    alternative = "{\\*\\picprop{\\sp{\\sn a}{\\sv 75}}{\\sp{\\sn wzDescription}{\\sv A cat}}}"
    picture = (
        f"{{\\pict{alternative}\\picw10\\pngblip\\bliptag-5 {{\\*\\blipuid 00ff}}\n89504e\n47}}"
    )
    body = (
        f"Text.{{\\*\\shppict{picture}}}{{\\nonshppict{{\\pict\\wmetafile8 0100}}}}\\par"
        "{\\pict\\jpegblip\\bin4 \xff\xd8}{}\\par{\\pict\\wmetafile8 0100}\\par"
        "{\\shp{\\*\\shpinst{\\sp{\\sn pib}{\\sv {\\pict\\pngblip 8950}}}"
        "{\\sp{\\sn wzDescription}{\\sv A dog}}}}\\par"
    )
    document = read_body(tmp_path, body)
    assert document.counts.pictures == len(document.pictures) == 3
    assert document.remarks == {Remark.DRAWINGS: 1}
    html = "".join(block.html for block in document.blocks)
    assert 'alt="A cat"' in html and 'alt="A dog"' in html


@pytest.mark.parametrize(
    "data, problem",
    [
        (b"{\\rtf1 half of {a file", Problem.DAMAGED),
        (b"{\\rtf1 " + b"{" * 300 + b"a" + b"}" * 301, Problem.TOO_MUCH_WORK),
        (b"{\\rtf1 \\par\\par}", Problem.EMPTY),
    ],
)
def test_files_that_cannot_be_read_say_why(tmp_path: Path, data: bytes, problem: Problem) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(data)
    with pytest.raises(CannotRead) as raised:
        read(path)
    assert raised.value.problem is problem
