"""A typed chapter keeps its paragraphs and words, and gets its punctuation."""

import re

import pytest

from serial.markup.rendering import Options, Rendered, render
from tests.manuscript import BODY, MANUSCRIPT, PARAGRAPHS, SCENES
from tests.markup.page import tree


@pytest.fixture(scope="module")
def rendered() -> Rendered:
    return render(BODY, Options())


def test_chapter_consists_of_paragraphs_only(rendered: Rendered) -> None:
    tags = [element.tag for element in tree(rendered.html).iter()]
    assert tags == ["root"] + ["p"] * PARAGRAPHS


def test_dashes_alone_are_no_words(rendered: Rendered) -> None:
    dashes = len(re.findall(r"(?<!\S)\W+(?!\S)", BODY))
    # Around the middle of a sentence two, and after the time of a message one. "-- is joined.
    assert dashes == 4 * SCENES
    assert rendered.words == len(BODY.split()) - dashes


def test_text_messages_are_paragraphs(rendered: Rendered) -> None:
    messages = [p for p in rendered.text.split("\n\n") if re.match(r"\d+:\d\dpm [-–] ", p)]
    assert len(messages) == SCENES


def test_opening_marks_open_even_if_never_closed(rendered: Rendered) -> None:
    """In this text, a mark opens only at the start of a line or after a space."""
    opening = len(re.findall(r'(?:^|\s)"', BODY, re.MULTILINE))
    assert rendered.text.count("“") == opening
    assert rendered.text.count("”") == BODY.count('"') - opening == opening - SCENES
    assert re.findall(r"(?:^|\s)”|“(?:\s|$)", rendered.text, re.MULTILINE) == []


def test_apostrophes_are_curly(rendered: Rendered) -> None:
    assert re.findall(r"‘[^’]*’", rendered.text) == ["‘forget it’"] * SCENES
    assert rendered.text.count("‘") == SCENES
    assert rendered.text.count("’") == BODY.count("'") - SCENES
    assert not re.search("[\"'′″]", rendered.text)


def test_only_punctuation_changes(rendered: Rendered) -> None:
    signs = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "—": "--", "–": "-"})
    assert rendered.text.translate(signs) == BODY


def test_chapter_with_notes() -> None:
    assert len(tree(render(MANUSCRIPT, Options()).html)) == PARAGRAPHS + 2
