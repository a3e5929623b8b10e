"""diff_texts: which words and paragraphs differ between two texts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from serial.chapters.diffing import DiffRun, diff_texts
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


def test_two_very_long_different_texts_finish() -> None:
    old = "\n\n".join(f"a{n} word and more of it" for n in range(20_000))
    new = "\n\n".join(f"b{n} text or less of that" for n in range(20_000))
    assert len(diff_texts(old, new)) == 40_000
