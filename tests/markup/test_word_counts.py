"""Word counts in all scripts."""

import json
from pathlib import Path

from serial.markup.rendering import Options, render
from serial.markup.words import count_words
from tests.cases import each_case

# The tests of the editor's word count use the same cases.
CASES = json.loads((Path(__file__).parent / "word_counts.json").read_text())


@each_case(("text", "words"), CASES)
def test_words_of_a_text(text: str, words: int) -> None:
    assert count_words(text) == words


def test_long_text_without_spaces_is_counted_in_chunks() -> None:
    words = count_words("สวัสดีชาวโลก" * 5_000)
    assert 15_000 <= words <= 15_000 + 60_000 // 5_000 * 2


@each_case(
    ("source", "words"),
    [
        ("*One* **two**", 2),
        ("[a link](https://example.org/not/counted)", 2),
        ("![not read](/media/a.png) read", 1),
        ("un*believ*able", 1),
        ("a\n\n***\n\nb", 2),
        ("# A heading\n\n- item one\n- item two", 6),
        ("::: spoiler The end\nHe dies.\n:::", 4),
        ("a &amp; b", 3),
    ],
)
def test_words_of_rendered_markdown(source: str, words: int) -> None:
    assert render(source, Options()).words == words
