"""diff_texts: which words and paragraphs differ between two texts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from serial.chapters.comparing.diffing import diff_texts
from serial.chapters.comparing.matching import MAX_STEPS_AT_ONCE, Budget, match
from serial.chapters.comparing.word_diff import DiffRun
from tests.cases import each_case
from tests.sampling import examples

PROSE = st.lists(st.text("ab, .\n", max_size=30), max_size=6).map("\n\n".join)


def changes(old: str, new: str) -> list[tuple[str, str]]:
    return [
        (run.kind, run.text)
        for paragraph in diff_texts(old, new)
        for run in paragraph.runs
        if run.kind != "same"
    ]


def test_changed_word_is_reported_without_its_paragraph() -> None:
    assert changes("The red fox ran.", "The grey fox ran.") == [
        ("removed", "red"),
        ("added", "grey"),
    ]


@each_case(
    ("old", "new"),
    [("हिन्दी", "हिन्दू"), ("கதை", "கதா"), ("น้ำ", "น้อง"), ("שָׁלוֹם", "שָׁלֵם"), ("x\u030cy", "x\u0301y")],
)
def test_changed_mark_changes_its_whole_word(old: str, new: str) -> None:
    assert changes(f"a {old}.", f"a {new}.") == [("removed", old), ("added", new)]


def test_new_paragraph_between_old_ones_is_added() -> None:
    paragraphs = diff_texts("One.\n\nThree.", "One.\n\nTwo.\n\nThree.")
    assert [p.is_changed for p in paragraphs] == [False, True, False]
    assert paragraphs[1].runs == (DiffRun("added", "Two."),)


@each_case(
    ("old", "new", "runs"),
    [
        ("He man.", "He big man.", ["He ", "+big", " man."]),
        ("He big man.", "He man.", ["He ", "-big", " man."]),
        ("The red fox", "red fox", ["-The", " red fox"]),
        ("A fox ran.", "A fox.", ["A fox ", "-ran", "."]),
        ("A fox ran on", "A fox ran", ["A fox ran ", "-on"]),
        ("A fox.", "A fox ran.", ["A fox ", "+ran", "."]),
        ("that’s me done for, then", "that’s me gone, then", "that’s me |-done for|+gone|, then"),
        ("one\ntwo three", "one two three", ["one", "-\ntwo", "+ two", " three"]),
        ("One.", "Two.", ["-One", "+Two", "."]),
    ],
)
def test_space_before_a_change_is_not_marked(old: str, new: str, runs: list[str] | str) -> None:
    [paragraph] = diff_texts(old, new)
    signs = {"same": "", "removed": "-", "added": "+"}
    expected = runs.split("|") if isinstance(runs, str) else runs
    assert [signs[run.kind] + run.text for run in paragraph.runs] == expected


def test_a_word_between_two_changed_phrases_is_not_kept_alone() -> None:
    end = "and then nobody said a word for the rest of the night."
    old, new = f"He stood up, the poor old man, {end}", f"She sat down, a rich young lady, {end}"
    assert changes(old, new) == [
        ("removed", "He stood up, the poor old man"),
        ("added", "She sat down, a rich young lady"),
    ]


def test_edited_paragraph_is_compared_with_its_former_text() -> None:
    old = "“Well,” he said, and sat down on it."
    new = "He took his hat off again.\n\n“Well,” he said, and stood on it."
    first, second = diff_texts(old, new)
    assert first.is_added and not second.is_added
    assert [run.text for run in second.runs if run.kind != "same"] == ["sat down", "stood"]


def test_paragraphs_with_little_in_common_are_not_mixed() -> None:
    old = "She went to the old harbour at dawn and waited."
    new = "They came from a new city by night, and stayed."
    assert changes(old, new) == [("removed", old), ("added", new)]


def test_equal_texts_have_no_changes() -> None:
    assert changes("One.\n\nTwo.", "One.\n\nTwo.") == []


@pytest.mark.extended
@settings(max_examples=examples(100))
@given(PROSE, PROSE)
def test_diff_contains_both_texts(old: str, new: str) -> None:
    def words(text: str) -> str:
        return "".join(text.split())

    paragraphs = diff_texts(old, new)
    for kind, text in (("added", new), ("removed", old)):
        runs = [run for p in paragraphs for run in p.runs if run.kind in {"same", kind}]
        assert words("".join(run.text for run in runs)) == words(text)


@each_case(
    ("old", "new"),
    [
        (["a", "b"], ["a", "c"]),
        (["a b"] * 40, ["b a"] * 40),
        (["***\n\n", "x"], ["***\n\n", "y"]),
    ],
)
def test_few_words_repeated_take_few_steps(old: list[str], new: list[str]) -> None:
    budget = Budget()
    pairs = match(" ".join(old * 5_000).split(), " ".join(new * 5_000).split(), budget)
    assert budget.steps > -MAX_STEPS_AT_ONCE and isinstance(pairs, list)
    # With difflib, the first took 300 s at a fifth of this length.
    assert diff_texts(" ".join(old * 5_000), " ".join(new * 5_000))


def test_two_very_long_different_texts_finish() -> None:
    old = "\n\n".join(f"a{n} word and more of it" for n in range(20_000))
    new = "\n\n".join(f"b{n} text or less of that" for n in range(20_000))
    assert len(diff_texts(old, new)) == 40_000
