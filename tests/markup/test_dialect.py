"""Invented stories in American and British dialect, made straight and curled again."""

import re
from pathlib import Path

import pytest

from serial.markup.rendering import Options, render

FOLDER = Path(__file__).parent / "dialect"
STRAIGHT = str.maketrans("“”‘’", "\"\"''")
MARK = re.compile("[“”‘’\"']")


@pytest.mark.parametrize(
    ("name", "marks", "most_wrong"),
    # Wrong in the American one: Don’t you ‘now, ’Liza’ me!
    [("american", 501, 2), ("british", 376, 0)],
)
def test_marks_of_a_story_in_dialect(name: str, marks: int, most_wrong: int) -> None:
    story = (FOLDER / f"{name}.txt").read_text()
    original = MARK.findall(render(story, Options(smart_punctuation=False)).text)
    curled = MARK.findall(render(story.translate(STRAIGHT), Options()).text)
    assert len(original) == len(curled) == marks
    wrong = [index for index, mark in enumerate(original) if curled[index] != mark]
    assert len(wrong) <= most_wrong


@pytest.mark.parametrize("name", ["american", "british"])
def test_marks_that_are_curly_stay_as_they_are(name: str) -> None:
    story = (FOLDER / f"{name}.txt").read_text()
    assert render(story, Options()).text == render(story, Options(smart_punctuation=False)).text
