"""Blocks keep their ids from one version of a text to the next."""

from collections.abc import Iterator

import pytest

from serial.markup.paragraphs.anchors import AnchorPosition, locate_anchor
from tests.markup.drafts import Draft

# One letter stands for one paragraph; small letters are lines that chapters repeat.
PARAGRAPHS = {
    "A": "The rain had not stopped since the funeral, and nobody in the house spoke of it.",
    "B": "Marta found the letter behind the clock, unopened, in her brother's careful hand.",
    "C": "“You were never going to tell me,” she said, and put it down between the cups.",
    "D": "He looked at the stove for a long time. “I was going to burn it,” he said at last.",
    "E": "Outside a cart went by, slowly, as if whoever drove it were asleep.",
    "F": "There are things one keeps only because throwing them away would be a decision.",
    "n": "“No.”",
    "y": "“Yes.”",
    "s": "* * *",
    "g": "“Goodbye, then.”",
    # Edited: a typo mended, a sentence more, rewritten beyond recognition.
    "a": "The rain had not stoped since the funeral and nobody in the house spoke of it.",
    "b": "Marta found the letter behind the clock, unopened, in her brother's careful hand. She "
    "turned it over twice.",
    "x": "Somewhere upstairs a window banged; it was going to be a bad winter for roofs.",
    "e": "Outside a lorry went past, slowly, as if whoever drove it were asleep.",
    # In pieces, and joined.
    "1": "He looked at the stove for a long time.",
    "2": "“I was going to burn it,” he said at last.",
    "+": "Outside a cart went by, slowly, as if whoever drove it were asleep. There are things one "
    "keeps only because throwing them away would be a decision.",
}


def texts(letters: str) -> Iterator[str]:
    return (PARAGRAPHS[letter] for letter in letters)


def saves(*versions: str) -> Draft:
    draft = Draft()
    for letters in versions:
        draft = draft.saved(texts(letters))
    return draft


@pytest.mark.parametrize(
    ("before", "after", "ids"),
    [
        pytest.param("ABCDEF", "ABCDEF", [1, 2, 3, 4, 5, 6], id="unchanged"),
        pytest.param("ABCD", "ABXCD", [1, 2, 5, 3, 4], id="one inserted"),
        pytest.param("ABCD", "XABCD", [5, 1, 2, 3, 4], id="one put first"),
        pytest.param("ABCD", "ABCDX", [1, 2, 3, 4, 5], id="one put last"),
        pytest.param("ABCD", "ACD", [1, 3, 4], id="one deleted"),
        pytest.param("ABCD", "", [], id="all deleted"),
        pytest.param("ABC", "aBC", [1, 2, 3], id="a typo"),
        pytest.param("ABC", "AbC", [1, 2, 3], id="a sentence more"),
        pytest.param("AbC", "ABC", [1, 2, 3], id="a sentence less"),
        pytest.param("ABCDEF", "abCDeF", [1, 2, 3, 4, 5, 6], id="several edited side by side"),
        pytest.param("ABC", "AxC", [1, 4, 3], id="rewritten beyond recognition"),
        pytest.param("ABC", "AXbC", [1, 4, 2, 3], id="one inserted before one that is edited"),
        pytest.param("ABC", "AbXC", [1, 2, 4, 3], id="one inserted after one that is edited"),
        pytest.param("ABCDE", "AbDE", [1, 2, 4, 5], id="one deleted after one that is edited"),
        pytest.param("ABCDEF", "BCDAEF", [2, 3, 4, 1, 5, 6], id="moved down"),
        pytest.param("ABCDEF", "AEBCDF", [1, 5, 2, 3, 4, 6], id="moved up"),
        pytest.param("ABCDEF", "DEFABC", [4, 5, 6, 1, 2, 3], id="halves swapped"),
        pytest.param("ABCDEF", "FEDCBA", [6, 5, 4, 3, 2, 1], id="backwards"),
        pytest.param("ABCDEF", "BCDaEF", [2, 3, 4, 1, 5, 6], id="moved and edited"),
        pytest.param("AsBnC", "BAsnC", [3, 1, 2, 4, 5], id="moved over a scene break"),
        pytest.param("AsBsC", "AsBsXsC", [1, 2, 3, 4, 6, 7, 5], id="a scene more"),
        pytest.param("AsBsCsD", "AsCsD", [1, 2, 5, 6, 7], id="a scene less"),
        pytest.param("AnyBnyC", "AnyBnnyC", [1, 2, 3, 4, 5, 8, 6, 7], id="a short answer more"),
        pytest.param("AnBnC", "anbnC", [1, 2, 3, 4, 5], id="edits round a short answer"),
        pytest.param("AnByC", "AnByC", [1, 2, 3, 4, 5], id="short answers"),
        pytest.param("AsBsC", "DsEsF", [6, 2, 7, 4, 8], id="all but the scene breaks"),
        pytest.param("AnnyyB", "DyynnE", [*range(7, 13)], id="either these short answers or those"),
        pytest.param("AnBnC", "anbC", [1, 2, 3, 5], id="a short answer between two edits"),
        pytest.param("FnEAnBC", "EFnAnBx", [3, 1, 2, 4, 5, 6, 8], id="moved over a short answer"),
        pytest.param("ABC", "AbCB", [1, 4, 3, 2], id="moved, and like what is there instead"),
        pytest.param("ABCBD", "AbCDB", [1, 2, 3, 5, 4], id="of two alike one edited, one moved"),
        pytest.param("nnnn", "nnn", [1, 2, 3], id="all alike, one less"),
        pytest.param("nnnn", "nnnnn", [1, 2, 3, 4, 5], id="all alike, one more"),
    ],
)
def test_ids(before: str, after: str, ids: list[int]) -> None:
    fresh = {"X": PARAGRAPHS["x"]}
    new = [fresh.get(letter) or PARAGRAPHS[letter] for letter in after]
    assert list(Draft.of(texts(before)).saved(new).ids) == ids


def test_marks_and_spaces_are_no_edit() -> None:
    draft = Draft.of(["“Well—” he said… ‘no’[1].", "An\u00a0e\u0301tude."])
    later = draft.saved(["\"Well--\" he  said... 'no'[2].", "An \u00e9tude."])
    assert later.ids == (1, 2)
    assert later.history.former_ids == {}


def test_case_is_an_edit() -> None:
    assert len(Draft.of(["He said so."]).saved(["he said so."]).history.former_ids) == 1


def test_a_short_line_is_known_by_its_neighbours() -> None:
    draft = Draft.of([PARAGRAPHS["A"], "“Where to now?”", PARAGRAPHS["B"], "“Not yet.”"])
    later = draft.saved([PARAGRAPHS["A"], "“Where to then?”", PARAGRAPHS["B"], "“So be it.”"])
    assert later.ids == (1, 2, 3, 5)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("“I can't,” he said.", "“I cannot,” he said.", id="one word of few"),
        pytest.param(PARAGRAPHS["E"], " ".join(texts("EFC")), id="grown to three times its size"),
        pytest.param(" ".join(texts("EFC")), PARAGRAPHS["E"], id="cut down to a third"),
    ],
)
def test_the_only_one_between_two_that_stayed(before: str, after: str) -> None:
    draft = Draft.of([PARAGRAPHS["A"], before, PARAGRAPHS["B"]])
    assert draft.saved([PARAGRAPHS["A"], after, PARAGRAPHS["B"]]).ids == (1, 2, 3)


def test_short_lines_side_by_side_must_be_nearly_the_same() -> None:
    draft = Draft.of([PARAGRAPHS["A"], "“Where to now?”", "“I don't know.”", PARAGRAPHS["B"]])
    later = draft.saved([PARAGRAPHS["A"], "“Where to then?”", "“I don't care.”", PARAGRAPHS["B"]])
    assert later.ids == (1, 5, 6, 4)


@pytest.mark.parametrize(
    "twin",
    [
        "He waited at the south gate until the bell rang twelve.",
        "He waited at the south gate until the old bell rang twelve.",
    ],
)
def test_of_two_that_are_about_as_like_neither_is_taken(twin: str) -> None:
    twins = ["He waited at the north gate until the bell rang twelve.", twin]
    draft = Draft.of([PARAGRAPHS["A"], *twins, PARAGRAPHS["B"]])
    later = draft.saved([PARAGRAPHS["A"], twins[0].replace("north", "east"), PARAGRAPHS["B"]])
    assert later.ids == (1, 5, 4)


def test_a_repeated_short_line_does_not_move() -> None:
    later = saves("AnBCnDEF", "AnBCDEFn")
    assert later.ids == (1, 2, 3, 4, 6, 7, 8, 9)
    assert locate_anchor(5, set(later.ids), later.history) == AnchorPosition(4, True)


def test_unspaced_scripts() -> None:
    draft = Draft.of(["彼は駅で長いあいだ彼女を待っていた。", "雨はまだ降っていた。"])
    later = draft.saved(["彼は駅で長い間、彼女を待っていた。", "雨はまだ強く降っていた。"])
    assert later.ids == (1, 2)


@pytest.mark.parametrize(
    ("versions", "ids", "splits"),
    [
        pytest.param(["ADC", "A12C"], [1, 4, 2, 3], {2: (4, 2)}, id="split"),
        pytest.param(["ADC", "A12C", "ADC"], [1, 2, 3], {}, id="split and joined again"),
        pytest.param(["ADC", "A12C", "ADC", "A12C"], [1, 4, 2, 3], {2: (4, 2)}, id="and again"),
        pytest.param(["AEFC", "A+C"], [1, 3, 4], {}, id="merged"),
        pytest.param(["AEFC", "A+C", "AEFC"], [1, 2, 3, 4], {3: (2, 3)}, id="merged and cut again"),
        pytest.param(["ADEF", "a12E"], [1, 5, 2, 3], {2: (5, 2)}, id="split beside edits"),
        pytest.param(["ADC", "A1x2C"], [1, 4, 5, 2, 3], {2: (4, 2)}, id="put into the middle"),
        pytest.param(["AB12", "bAD"], [2, 1, 4], {}, id="merged beside a move"),
    ],
)
def test_splits_and_merges(
    versions: list[str], ids: list[int], splits: dict[int, tuple[int, ...]]
) -> None:
    draft = saves(*versions)
    assert list(draft.ids) == ids
    assert draft.splits == splits


def test_two_parts_of_a_block_that_is_gone_are_no_split() -> None:
    draft = Draft.of([PARAGRAPHS["C"], " ".join(texts("ABFE")), PARAGRAPHS["D"]])
    parts = [PARAGRAPHS["E"], "Nobody in the house spoke of it."]
    later = draft.saved([PARAGRAPHS["C"], *parts, PARAGRAPHS["D"]])
    assert (later.ids, later.splits) == ((1, 4, 5, 3), {})


def test_of_two_that_are_nearly_the_same_neither_was_split() -> None:
    draft = Draft.of([PARAGRAPHS["A"], " ".join(texts("Dn")), " ".join(texts("Dy"))])
    later = draft.saved(texts("A12"))
    assert (later.ids, later.splits) == ((1, 2, 3), {})


def test_short_lines_that_were_merged_come_back_in_order() -> None:
    draft = Draft.of(texts("AnEnFnyC"))
    merged = draft.saved([PARAGRAPHS["A"], " ".join(texts("nEnFny")), PARAGRAPHS["C"]])
    assert merged.ids == (1, 5, 8)
    assert merged.history.absorbed.keys() == {2, 3, 4, 6, 7}
    assert merged.saved(draft.texts).ids == draft.ids


def test_what_was_merged_is_found_where_it_went() -> None:
    draft = saves("AEFC", "A+C")
    assert locate_anchor(2, set(draft.ids), draft.history) == AnchorPosition(3, False)
    draft = draft.saved(texts("AC"))
    assert locate_anchor(2, set(draft.ids), draft.history) == AnchorPosition(1, True)


@pytest.mark.parametrize(
    ("versions", "ids"),
    [
        pytest.param(["ABC", "AC", "ABC"], [1, 2, 3], id="deleted and back"),
        pytest.param(["ABCD", "ACD", "ACDB"], [1, 3, 4, 2], id="back elsewhere"),
        pytest.param(["ABC", "AxC", "ABC"], [1, 2, 3], id="rewritten and back"),
        pytest.param(["ABC", "AxC", "ABC", "AxC"], [1, 4, 3], id="and again"),
        pytest.param(["ABC", "AbC", "Ab", "AB"], [1, 2], id="edited and back"),
        pytest.param(["AsBsC", "ABsC", "AsBsC"], [1, 2, 3, 4, 5], id="a scene break back"),
        pytest.param(["AsBsC", "ABsC", "ABssC"], [1, 3, 4, 6, 5], id="a scene break elsewhere"),
        pytest.param(["AnBnC", "AC", "AnBnC"], [1, 2, 3, 4, 5], id="short lines back"),
        pytest.param(["AnBnC", "AyByC", "AnBnC"], [1, 2, 3, 4, 5], id="short lines rewritten"),
        pytest.param(["ABC", "", "ABC"], [1, 2, 3], id="all back"),
        pytest.param(["AnBnC", "ABnC", "anBnC"], [1, 2, 3, 4, 5], id="back after an edited one"),
        pytest.param(["AgBC", "ABC", "ABCg"], [1, 3, 4, 2], id="a short line that there is once"),
        pytest.param(
            ["ABCD", "ACD", "ACDBFB", "BACDF"], [8, 1, 3, 4, 6], id="one of three, who knows which"
        ),
    ],
)
def test_what_comes_back(versions: list[str], ids: list[int]) -> None:
    draft = saves(*versions)
    assert list(draft.ids) == ids
    assert not set(draft.ids) & draft.history.deleted.keys()


def test_a_short_line_that_was_changed_little_by_little_and_back() -> None:
    draft = Draft.of(texts("AnBnC"))
    later = draft
    for line in ("“No, sir.”", "“No, sir, never.”", "“Never, sir.”", "“No.”"):
        later = later.saved([*draft.texts[:3], line, PARAGRAPHS["C"]])
        assert later.ids == draft.ids
    assert len(later.history.former_ids) == 3


def test_an_id_is_not_given_to_other_text() -> None:
    draft = saves("AB", "A", "Ax", "AxB")
    assert draft.ids == (1, 3, 2)
    assert draft.history.next_id == 4


def test_lost_stands_after_what_is_left_before_it() -> None:
    draft = saves("ABCD", "ABD", "AD")
    assert locate_anchor(3, set(draft.ids), draft.history) == AnchorPosition(1, True)
    draft = draft.saved(texts("D"))
    assert locate_anchor(3, set(draft.ids), draft.history) == AnchorPosition(0, True)
    draft = draft.saved(texts("BD"))
    assert locate_anchor(3, set(draft.ids), draft.history) == AnchorPosition(2, True)
