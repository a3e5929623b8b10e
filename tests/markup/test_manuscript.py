"""Rendering of a real chapter, which is not in the repository because it is not ours to publish."""

import re
from pathlib import Path

import pytest

from serial.markup.rendering import Options, Rendered, render
from tests.markup.page import tree

FOLDER = Path(__file__).parents[3] / "shared" / "manuscripts"


@pytest.fixture(scope="module")
def source() -> str:
    for path in sorted(FOLDER.glob("000_*.txt")):
        return path.read_text(encoding="utf-8")
    pytest.skip("the manuscript is not in the repository")


@pytest.fixture(scope="module")
def body(source: str) -> str:
    """The chapter without the author's notes before and after."""
    paragraphs = [p for p in re.split(r"\n\s*\n", source) if p.strip()]
    assert len(paragraphs) == 165
    return "\n\n".join(paragraphs[1:-1])


@pytest.fixture(scope="module")
def rendered(body: str) -> Rendered:
    return render(body, Options())


def test_chapter_consists_of_paragraphs_only(rendered: Rendered) -> None:
    assert [child.tag for child in tree(rendered.html)] == ["p"] * 163
    assert [element.tag for element in tree(rendered.html).iter()] == ["root"] + ["p"] * 163


def test_word_count(body: str, rendered: Rendered) -> None:
    """Between white space stand 3,319 words, of which 17 are only a dash."""
    assert len(body.split()) == 3_319
    assert rendered.words == 3_319 - 17


def test_text_messages_are_paragraphs(rendered: Rendered) -> None:
    messages = [p for p in rendered.text.split("\n\n") if re.match(r"\d+:\d\dpm [-–] ", p)]
    assert len(messages) == 5


def test_opening_marks_open_even_if_never_closed(body: str, rendered: Rendered) -> None:
    """In this text, a mark opens only at the start of a line or after a space."""
    opening = len(re.findall(r'(?:^|\s)"', body, re.MULTILINE))
    assert rendered.text.count("“") == opening
    assert rendered.text.count("”") == body.count('"') - opening
    assert rendered.text.count("“") > rendered.text.count("”")
    assert re.findall(r"(?:^|\s)”|“(?:\s|$)", rendered.text, re.MULTILINE) == []


def test_apostrophes_are_curly(body: str, rendered: Rendered) -> None:
    assert re.findall(r"‘[^’]*’", rendered.text) == ["‘unprofessional’", "‘thank you’"]
    assert rendered.text.count("‘") == 2
    assert rendered.text.count("’") == body.count("'") - 2
    assert not re.search("[\"'′″]", rendered.text)


def test_only_punctuation_changes(body: str, rendered: Rendered) -> None:
    typed = rendered.text.translate(str.maketrans("“”‘’", "\"\"''")).replace("…", "...")
    assert typed == body.replace("…", "...").strip()


def test_chapter_with_notes(source: str) -> None:
    assert len(tree(render(source, Options()).html)) == 165
