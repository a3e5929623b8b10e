"""The chapter the project was started for. It is not ours to publish, so it is read in place."""

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
    pytest.skip("the manuscript is not here: it stays out of the repository")


@pytest.fixture(scope="module")
def body(source: str) -> str:
    """Without the author's notes before and after."""
    paragraphs = [p for p in re.split(r"\n\s*\n", source) if p.strip()]
    assert len(paragraphs) == 165
    return "\n\n".join(paragraphs[1:-1])


@pytest.fixture(scope="module")
def rendered(body: str) -> Rendered:
    return render(body, Options())


def test_it_is_paragraphs_and_nothing_else(rendered: Rendered) -> None:
    assert [child.tag for child in tree(rendered.html)] == ["p"] * 163
    assert [element.tag for element in tree(rendered.html).iter()] == ["root"] + ["p"] * 163


def test_words(rendered: Rendered) -> None:
    assert rendered.words == 3_319


def test_messages_are_paragraphs(rendered: Rendered) -> None:
    messages = [p for p in rendered.text.split("\n\n") if re.match(r"\d+:\d\dpm [-–] ", p)]
    assert len(messages) == 5


def test_every_opening_mark_opens_closed_or_not(body: str, rendered: Rendered) -> None:
    """In this text a mark opens at a line's start or after a space, and nowhere else."""
    opening = len(re.findall(r'(?:^|\s)"', body, re.MULTILINE))
    assert rendered.text.count("“") == opening
    assert rendered.text.count("”") == body.count('"') - opening
    assert rendered.text.count("“") > rendered.text.count("”")
    assert re.findall(r"(?:^|\s)”|“(?:\s|$)", rendered.text, re.MULTILINE) == []


def test_every_apostrophe_is_one(body: str, rendered: Rendered) -> None:
    assert re.findall(r"‘[^’]*’", rendered.text) == ["‘unprofessional’", "‘thank you’"]
    assert rendered.text.count("‘") == 2
    assert rendered.text.count("’") == body.count("'") - 2
    assert not re.search("[\"'′″]", rendered.text)


def test_nothing_else_changes(body: str, rendered: Rendered) -> None:
    typed = rendered.text.translate(str.maketrans("“”‘’", "\"\"''")).replace("…", "...")
    assert typed == body.replace("…", "...").strip()


def test_the_whole_of_it(source: str) -> None:
    assert len(tree(render(source, Options()).html)) == 165
