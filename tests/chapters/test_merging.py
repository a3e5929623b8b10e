"""Two edits of one revision are merged where they do not overlap."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from serial.chapters.comparing.merging import merge_sources, merge_texts
from serial.chapters.texts import NOTE_MAX_LENGTH, ChapterText

BASE = "One.\n\nTwo.\n\nThree.\n\nFour."
# Few different blocks, so that edits repeat, move and remove the same ones.
BLOCKS = st.lists(st.sampled_from(["a", "b", "c\nd", "* * *", "- e"]), max_size=6)
GAPS = st.sampled_from(["\n\n", "\n \n\n\n"])
SOURCES = st.builds(lambda blocks, gap: gap.join(blocks), BLOCKS, GAPS)


def count_blocks(source: str) -> Counter[str]:
    return Counter(block for block in re.split(r"\n\s*\n", source) if block.strip())


@pytest.mark.parametrize(
    ("first", "second", "merged"),
    [
        (
            "1.\n\nTwo.\n\nThree.\n\nFour.",
            "One.\n\nTwo.\n\n3.\n\nFour.",
            "1.\n\nTwo.\n\n3.\n\nFour.",
        ),
        # Neighbours, also the last one and what is written after it.
        (
            "One.\n\n2.\n\nThree.\n\nFour.",
            "One.\n\nTwo.\n\n3.\n\nFour.",
            "One.\n\n2.\n\n3.\n\nFour.",
        ),
        (
            "One.\n\nTwo.\n\nThree.\n\n4.",
            f"{BASE}\n\nFive.",
            "One.\n\nTwo.\n\nThree.\n\n4.\n\nFive.",
        ),
        ("Two.\n\nThree.\n\nFour.", f"{BASE}\n\nFive.", "Two.\n\nThree.\n\nFour.\n\nFive."),
        # Blank lines that are a scene break, and a paragraph of several lines.
        ("One.\n\n\n\nTwo.\n\nThree.\n\nFour.", f"{BASE}\nMore.", f"One.\n\n\n\n{BASE[6:]}\nMore."),
        # What both did.
        ("One.\n\nThree.\n\nFour.", "One.\n\nThree.\n\n4.", "One.\n\nThree.\n\n4."),
        # One paragraph; one rewritten, the other deleted.
        ("1.\n\nTwo.\n\nThree.\n\nFour.", "I.\n\nTwo.\n\nThree.\n\nFour.", None),
        ("1.\n\nTwo.\n\nThree.\n\nFour.", "Two.\n\nThree.\n\nFour.", None),
        # Two continuations: nothing says which comes first.
        (f"{BASE}\n\nFive.", f"{BASE}\n\nCinq.", None),
        (f"{BASE}\n\nFive.", "One.\n\nTwo.\n\nThree.\n\n4.\n\nCinq.", None),
        # The same paragraph moved to two places.
        ("Two.\n\nOne.\n\nThree.\n\nFour.", "One.\n\nThree.\n\nFour.\n\nTwo.", None),
        # Containers that would cross, and one around what the other edited.
        (
            "::: letter\n\nOne.\n\nTwo.\n\n:::\n\nThree.\n\nFour.",
            "One.\n\n::: chat\n\nTwo.\n\nThree.\n\n:::\n\nFour.",
            None,
        ),
        (
            "One.\n\n::: letter\n\nTwo.\n\nThree.\n\n:::\n\nFour.",
            "One.\n\n2.\n\nThree.\n\nFour.",
            "One.\n\n::: letter\n\n2.\n\nThree.\n\n:::\n\nFour.",
        ),
        # A footnote of each, with the same label.
        (
            "One.[^1]\n\n[^1]: A.\n\nTwo.\n\nThree.\n\nFour.",
            "One.\n\nTwo.\n\nThree.[^1]\n\n[^1]: B.\n\nFour.",
            None,
        ),
    ],
)
def test_merged_source(first: str, second: str, merged: str | None) -> None:
    assert merge_sources(BASE, first, second) == merged
    assert merge_sources(BASE, second, first) == merged


@settings(max_examples=150, deadline=None)
@given(SOURCES, SOURCES, SOURCES)
def test_merge_is_symmetric_and_neither_loses_nor_doubles_a_block(
    base: str, first: str, second: str
) -> None:
    assert merge_sources(base, base, first) == merge_sources(base, first, base) == first
    assert merge_sources(base, first, first) == first
    merged = merge_sources(base, first, second)
    assert merged == merge_sources(base, second, first)
    if merged is None:
        return
    old, one, other, both = map(count_blocks, (base, first, second, merged))
    for block in old | one | other | both:
        before, a, b = old[block], one[block], other[block]
        if min(a, b) >= before:
            # Nothing that was typed is lost.
            assert both[block] >= max(a, b)
        # Nothing that nobody did: together they added or removed at most what each did.
        changes = (a - before, b - before)
        assert both[block] >= before + min(0, *changes, sum(changes))
        assert both[block] <= before + max(0, *changes, sum(changes))


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 12), st.data())
def test_edits_of_different_paragraphs_are_always_merged(length: int, data: st.DataObject) -> None:
    blocks = [f"Paragraph {number}." for number in range(length)]
    edited = st.lists(st.sampled_from([0, 1, 2]), min_size=length, max_size=length)
    by = data.draw(edited)
    base, first, second, both = (
        "\n\n".join(
            f"{block} Edited by {editor}." if editor in editors else block
            for block, editor in zip(blocks, by, strict=True)
        )
        for editors in ((), (1,), (2,), (1, 2))
    )
    assert merge_sources(base, first, second) == both


def test_each_field_is_merged_and_one_overlap_refuses_all() -> None:
    base = ChapterText(title="Fox", body=BASE, note_after="Thanks.")
    first = ChapterText(title="The fox", body=f"{BASE}\n\nFive.", note_after="Thanks.")
    second = ChapterText(title="Fox", body=f"Zero.\n\n{BASE}", note_after="Thank you.")
    both = ChapterText(title="The fox", body=f"Zero.\n\n{BASE}\n\nFive.", note_after="Thank you.")
    assert merge_texts(base, first, second) == both
    assert merge_texts(base, first, ChapterText(title="A fox", body=BASE)) is None


def test_merge_that_would_be_too_long_is_refused() -> None:
    base = ChapterText(note_after="One.\n\nTwo.")
    first = ChapterText(note_after=f"{'x' * (NOTE_MAX_LENGTH - 100)}\n\nTwo.")
    second = ChapterText(note_after=f"One.\n\n{'y' * 200}")
    assert merge_texts(base, first, second) is None
