"""The pages of PDFs, read back with pdftotext: widows, running heads, openings, contents."""

import re
import shutil
import subprocess

import pytest
from django.test import Client

from serial.editions.typst_pdf.available import is_available
from tests.conftest import MakeChapter
from tests.editions.reading import download
from tests.missing_programs import skip_without

PDF, LETTER = "/downloads/the-lamp.pdf", "/downloads/the-lamp.letter.pdf"
# Paragraphs of two to seven lines in A5. Each begins and ends with its number.
PARAGRAPHS = [
    f"B{number:03}e {'a few words of prose, ' * (3 + number * 7 % 14)} E{number:03}d."
    for number in range(300)
]
_ONE_END = re.compile(r"\bE(\d{3})d\b")
_ONE_BEGIN = re.compile(r"\bB(\d{3})e\b")


@pytest.fixture(autouse=True)
def pdftotext() -> str:
    """Skips the test without Typst and poppler's pdftotext, or fails it if REQUIRE has "pdf"."""
    program = shutil.which("pdftotext")
    if program and is_available():
        return program
    skip_without("pdf", "Typst or pdftotext")


def read_pages(pdf: bytes, pdftotext: str) -> list[list[str]]:
    """Returns the lines of each page."""
    run = subprocess.run(  # noqa: S603 - fixed arguments
        [pdftotext, "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    pages = run.stdout.decode().split("\f")[:-1]
    return [[line.strip() for line in page.splitlines() if line.strip()] for page in pages]


@pytest.mark.extended
@pytest.mark.parametrize("url", [PDF, LETTER])
def test_no_page_begins_or_ends_with_a_single_line_of_a_paragraph(
    reader_client: Client, make_chapter: MakeChapter, pdftotext: str, url: str
) -> None:
    make_chapter("\n\n".join(PARAGRAPHS), title="One")
    pages = read_pages(download(reader_client, url), pdftotext)
    texts = [page for page in pages if any(_ONE_BEGIN.search(line) for line in page)]
    # At the end of each page something is at stake.
    assert len(texts) > (20 if url == PDF else 12)
    for number, page in enumerate(texts):
        # After the running head.
        first, last = page[1 if number else 2], page[-1]
        widow, begin = _ONE_END.search(first), _ONE_BEGIN.search(first)
        assert not widow or (begin and begin[1] == widow[1]), first
        orphan, end = _ONE_BEGIN.findall(last), _ONE_END.findall(last)
        assert not orphan or orphan[-1] in end, last


def test_heads_openings_and_contents(
    reader_client: Client, make_chapter: MakeChapter, pdftotext: str
) -> None:
    for title in ("One", "Two"):
        make_chapter("\n\n".join(PARAGRAPHS[:60]), title=title)
    pages = read_pages(download(reader_client, PDF), pdftotext)
    title_page, _facts, contents, *book = pages
    assert title_page[0] == "The Lamp" and contents[0] == "Contents"
    openings = [number for number, page in enumerate(book, 1) if page[1] in ("One", "Two")]
    assert len(openings) == 2 and openings[0] == 1
    for number, page in enumerate(book, 1):
        chapter = "Chapter 2: Two" if number >= openings[1] else "Chapter 1: One"
        if number in openings:
            # No head, and the number of the chapter above its title.
            assert page[:2] == chapter.split(": ")
        elif number % 2:
            assert re.fullmatch(rf"{chapter} +{number}", page[0])
        else:
            assert re.fullmatch(rf"{number} +The Lamp", page[0])
    # The pages that the contents name.
    numbers = [int(line.rpartition(".")[2]) for line in contents[1:]]
    assert numbers == openings


def test_line_after_a_line_break_has_no_space_before_it(
    reader_client: Client, make_chapter: MakeChapter, pdftotext: str
) -> None:
    make_chapter("::: box\nFirst  \nSecond\n:::\n\nOne\\\nTwo")
    run = subprocess.run(  # noqa: S603 - fixed arguments
        [pdftotext, "-bbox", "-", "-"],
        input=download(reader_client, PDF),
        capture_output=True,
        check=True,
    )
    words = re.findall(r'<word xMin="([\d.]+)"[^>]*>(\w+)<', run.stdout.decode())
    left = {word: float(x) for x, word in words}
    assert left["First"] == pytest.approx(left["Second"], abs=0.5)
