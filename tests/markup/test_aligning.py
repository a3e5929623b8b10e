"""Blocks keep their paragraph ids from one version of a text to the next."""

from collections.abc import Iterator

import pytest

from serial.markup.paragraphs.anchors import AnchorPosition, locate_anchor
from tests.cases import each_case
from tests.markup.versions import Version

# Each letter stands for a paragraph. Small letters are short lines that chapters repeat.
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
    # Edited versions: a typo, one more sentence, a complete rewrite, a few changed words.
    "a": "The rain had not stoped since the funeral and nobody in the house spoke of it.",
    "b": "Marta found the letter behind the clock, unopened, in her brother's careful hand. She "
    "turned it over twice.",
    "x": "Somewhere upstairs a window banged; it was going to be a bad winter for roofs.",
    "e": "Outside a lorry went past, slowly, as if whoever drove it were asleep.",
    # Two parts of D; E and F merged.
    "1": "He looked at the stove for a long time.",
    "2": "“I was going to burn it,” he said at last.",
    "+": "Outside a cart went by, slowly, as if whoever drove it were asleep. There are things one "
    "keeps only because throwing them away would be a decision.",
}


def paragraphs(letters: str) -> Iterator[str]:
    return (PARAGRAPHS[letter] for letter in letters)


def save_versions(*versions: str) -> Version:
    version = Version()
    for letters in versions:
        version = version.next(paragraphs(letters))
    return version


@pytest.mark.parametrize(
    ("before", "after", "ids"),
    [
        pytest.param("ABCDEF", "ABCDEF", [1, 2, 3, 4, 5, 6], id="unchanged"),
        pytest.param("ABCD", "ABXCD", [1, 2, 5, 3, 4], id="one inserted"),
        pytest.param("ABCD", "XABCD", [5, 1, 2, 3, 4], id="one added at the start"),
        pytest.param("ABCD", "ABCDX", [1, 2, 3, 4, 5], id="one added at the end"),
        pytest.param("ABCD", "ACD", [1, 3, 4], id="one deleted"),
        pytest.param("ABCD", "", [], id="all deleted"),
        pytest.param("ABC", "aBC", [1, 2, 3], id="a typo"),
        pytest.param("ABC", "AbC", [1, 2, 3], id="one sentence added"),
        pytest.param("AbC", "ABC", [1, 2, 3], id="one sentence removed"),
        pytest.param("ABCDEF", "abCDeF", [1, 2, 3, 4, 5, 6], id="several adjacent ones edited"),
        pytest.param("ABC", "AxC", [1, 4, 3], id="completely rewritten"),
        pytest.param("ABC", "AXbC", [1, 4, 2, 3], id="one inserted before one that is edited"),
        pytest.param("ABC", "AbXC", [1, 2, 4, 3], id="one inserted after one that is edited"),
        pytest.param("ABCDE", "AbDE", [1, 2, 4, 5], id="one deleted after one that is edited"),
        pytest.param("ABCDEF", "BCDAEF", [2, 3, 4, 1, 5, 6], id="moved down"),
        pytest.param("ABCDEF", "AEBCDF", [1, 5, 2, 3, 4, 6], id="moved up"),
        pytest.param("ABCDEF", "DEFABC", [4, 5, 6, 1, 2, 3], id="halves swapped"),
        pytest.param("ABCDEF", "FEDCBA", [6, 5, 4, 3, 2, 1], id="order reversed"),
        pytest.param("ABCDEF", "BCDaEF", [2, 3, 4, 1, 5, 6], id="moved and edited"),
        pytest.param("AsBnC", "BAsnC", [3, 1, 2, 4, 5], id="moved over a scene break"),
        pytest.param("AsBsC", "AsBsXsC", [1, 2, 3, 4, 6, 7, 5], id="one scene added"),
        pytest.param("AsBsCsD", "AsCsD", [1, 2, 5, 6, 7], id="one scene removed"),
        pytest.param("AnyBnyC", "AnyBnnyC", [1, 2, 3, 4, 5, 8, 6, 7], id="one short line added"),
        pytest.param("AnBnC", "anbnC", [1, 2, 3, 4, 5], id="edits around a short line"),
        pytest.param("AnByC", "AnByC", [1, 2, 3, 4, 5], id="short lines unchanged"),
        pytest.param("AsBsC", "DsEsF", [6, 2, 7, 4, 8], id="all replaced except the scene breaks"),
        pytest.param("AnnyyB", "DyynnE", [*range(7, 13)], id="ambiguous short lines"),
        pytest.param("AnBnC", "anbC", [1, 2, 3, 5], id="a short line between two edits"),
        pytest.param("FnEAnBC", "EFnAnBx", [3, 1, 2, 4, 5, 6, 8], id="moved over a short line"),
        pytest.param("ABC", "AbCB", [1, 4, 3, 2], id="moved, and replaced by a similar one"),
        pytest.param(
            "ABCBD", "AbCDB", [1, 2, 3, 5, 4], id="one of two equal ones edited, one moved"
        ),
        pytest.param("nnnn", "nnn", [1, 2, 3], id="all equal, one removed"),
        pytest.param("nnnn", "nnnnn", [1, 2, 3, 4, 5], id="all equal, one added"),
    ],
)
def test_paragraph_ids_after_an_edit(before: str, after: str, ids: list[int]) -> None:
    inserted = {"X": PARAGRAPHS["x"]}
    new = [inserted.get(letter) or PARAGRAPHS[letter] for letter in after]
    assert list(Version.first(paragraphs(before)).next(new).ids) == ids


def test_changed_punctuation_marks_and_spaces_are_not_an_edit() -> None:
    version = Version.first(["“Well—” he said… ‘no’[1].", "An\u00a0e\u0301tude."])
    later = version.next(["\"Well--\" he  said... 'no'[2].", "An \u00e9tude."])
    assert later.ids == (1, 2)
    assert later.history.former_ids == {}


def test_changed_case_is_an_edit() -> None:
    assert len(Version.first(["He said so."]).next(["he said so."]).history.former_ids) == 1


def test_short_line_is_matched_by_its_neighbours() -> None:
    version = Version.first([PARAGRAPHS["A"], "“Where to now?”", PARAGRAPHS["B"], "“Not yet.”"])
    later = version.next([PARAGRAPHS["A"], "“Where to then?”", PARAGRAPHS["B"], "“So be it.”"])
    assert later.ids == (1, 2, 3, 5)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("“I can't,” he said.", "“I cannot,” he said.", id="one word of few"),
        pytest.param(
            PARAGRAPHS["E"], " ".join(paragraphs("EFC")), id="grown to three times its size"
        ),
        pytest.param(" ".join(paragraphs("EFC")), PARAGRAPHS["E"], id="cut down to a third"),
    ],
)
def test_only_candidate_between_two_unchanged_paragraphs_is_matched(
    before: str, after: str
) -> None:
    version = Version.first([PARAGRAPHS["A"], before, PARAGRAPHS["B"]])
    assert version.next([PARAGRAPHS["A"], after, PARAGRAPHS["B"]]).ids == (1, 2, 3)


def test_adjacent_short_lines_are_matched_in_order() -> None:
    version = Version.first(
        [PARAGRAPHS["A"], "“Where to now?”", "“I don't know.”", PARAGRAPHS["B"]]
    )
    later = version.next([PARAGRAPHS["A"], "“Where to then?”", "“I don't care.”", PARAGRAPHS["B"]])
    assert later.ids == (1, 2, 3, 4)
    other = version.next([PARAGRAPHS["A"], "“Who says so?”", "“I never did.”", PARAGRAPHS["B"]])
    assert other.ids == (1, 5, 6, 4)


@each_case(
    ("before", "after"),
    [
        ("“Good-bye.”", "“Goodbye.”"),
        ("“To-morrow.”", "“Tomorrow.”"),
        ("“Wht?”", "“What?”"),
        ("Silense.", "Silence."),
        ("“Never mnd, Anna.”", "“Never mind, Anna.”"),
    ],
)
def test_short_line_with_a_changed_letter_or_hyphen_keeps_its_id(before: str, after: str) -> None:
    version = Version.first([PARAGRAPHS["A"], before, PARAGRAPHS["B"], before, PARAGRAPHS["C"]])
    later = version.next([PARAGRAPHS["A"], after, PARAGRAPHS["B"], before, PARAGRAPHS["C"]])
    assert later.ids == (1, 2, 3, 4, 5)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("“No,” she said.", "“Yes,” he said."),
        ("“No.”", "“So.”"),
        ("Chapter Five", "Chapter Eleven"),
    ],
)
def test_another_short_line_in_the_same_place_gets_a_new_id(before: str, after: str) -> None:
    version = Version.first([PARAGRAPHS["A"], before, PARAGRAPHS["B"]])
    assert version.next([PARAGRAPHS["A"], after, PARAGRAPHS["B"]]).ids == (1, 4, 3)


def test_the_same_words_in_another_order_are_another_text() -> None:
    reversed_text = " ".join(PARAGRAPHS["E"].split()[::-1])
    version = Version.first(paragraphs("AEB"))
    assert version.next([PARAGRAPHS["A"], reversed_text, PARAGRAPHS["B"]]).ids == (1, 4, 3)


def test_one_of_two_equal_short_lines_is_not_guessed() -> None:
    version = Version.first([PARAGRAPHS["A"], "“Go on.”", "“Go on.”", PARAGRAPHS["B"]])
    assert version.next([PARAGRAPHS["A"], "“Go on!?”", "x", PARAGRAPHS["B"]]).ids[1] != 3
    assert version.next([PARAGRAPHS["A"], "“Go oon.”", PARAGRAPHS["B"]]).ids == (1, 5, 4)


@pytest.mark.parametrize(
    "twin",
    [
        "He waited at the south gate until the bell rang twelve.",
        "He waited at the south gate until the old bell rang twelve.",
    ],
)
def test_two_similar_candidates_are_both_left_unmatched(twin: str) -> None:
    twins = ["He waited at the north gate until the bell rang twelve.", twin]
    version = Version.first([PARAGRAPHS["A"], *twins, PARAGRAPHS["B"]])
    later = version.next([PARAGRAPHS["A"], twins[0].replace("north", "east"), PARAGRAPHS["B"]])
    assert later.ids == (1, 5, 4)


def test_repeated_short_line_is_not_matched_elsewhere() -> None:
    later = save_versions("AnBCnDEF", "AnBCDEFn")
    assert later.ids == (1, 2, 3, 4, 6, 7, 8, 9)
    assert locate_anchor(5, set(later.ids), later.history) == AnchorPosition(4, True)


def test_scripts_without_spaces_are_compared_by_character() -> None:
    version = Version.first(["彼は駅で長いあいだ彼女を待っていた。", "雨はまだ降っていた。"])
    later = version.next(["彼は駅で長い間、彼女を待っていた。", "雨はまだ強く降っていた。"])
    assert later.ids == (1, 2)


@pytest.mark.parametrize(
    ("versions", "ids", "splits"),
    [
        pytest.param(["ADC", "A12C"], [1, 4, 2, 3], {2: (4, 2)}, id="split"),
        pytest.param(["ADC", "A12C", "ADC"], [1, 2, 3], {}, id="split and joined again"),
        pytest.param(["ADC", "A12C", "ADC", "A12C"], [1, 4, 2, 3], {2: (4, 2)}, id="repeated"),
        pytest.param(["AEFC", "A+C"], [1, 3, 4], {}, id="merged"),
        pytest.param(
            ["AEFC", "A+C", "AEFC"], [1, 2, 3, 4], {3: (2, 3)}, id="merged and split again"
        ),
        pytest.param(["ADEF", "a12E"], [1, 5, 2, 3], {2: (5, 2)}, id="split beside edits"),
        pytest.param(
            ["ADC", "A1x2C"], [1, 4, 5, 2, 3], {2: (4, 2)}, id="inserted between the parts"
        ),
        pytest.param(["AB12", "bAD"], [2, 1, 4], {}, id="merged beside a move"),
    ],
)
def test_splits_and_merges(
    versions: list[str], ids: list[int], splits: dict[int, tuple[int, ...]]
) -> None:
    version = save_versions(*versions)
    assert list(version.ids) == ids
    assert version.splits == splits


def test_two_small_parts_of_a_deleted_block_are_not_a_split() -> None:
    version = Version.first([PARAGRAPHS["C"], " ".join(paragraphs("ABFE")), PARAGRAPHS["D"]])
    parts = [PARAGRAPHS["E"], "Nobody in the house spoke of it."]
    later = version.next([PARAGRAPHS["C"], *parts, PARAGRAPHS["D"]])
    assert (later.ids, later.splits) == ((1, 4, 5, 3), {})


def test_ambiguous_split_is_not_recorded() -> None:
    version = Version.first(
        [PARAGRAPHS["A"], " ".join(paragraphs("Dn")), " ".join(paragraphs("Dy"))]
    )
    later = version.next(paragraphs("A12"))
    assert (later.ids, later.splits) == ((1, 2, 3), {})


def test_merged_short_lines_are_restored_in_order() -> None:
    version = Version.first(paragraphs("AnEnFnyC"))
    merged = version.next([PARAGRAPHS["A"], " ".join(paragraphs("nEnFny")), PARAGRAPHS["C"]])
    assert merged.ids == (1, 5, 8)
    assert merged.history.absorbed.keys() == {2, 3, 4, 6, 7}
    assert merged.next(version.texts).ids == version.ids


def test_anchor_of_a_merged_paragraph_moves_to_the_merged_one() -> None:
    version = save_versions("AEFC", "A+C")
    assert locate_anchor(2, set(version.ids), version.history) == AnchorPosition(3, False)
    version = version.next(paragraphs("AC"))
    assert locate_anchor(2, set(version.ids), version.history) == AnchorPosition(1, True)


@pytest.mark.parametrize(
    ("versions", "ids"),
    [
        pytest.param(["ABC", "AC", "ABC"], [1, 2, 3], id="deleted and restored"),
        pytest.param(["ABCD", "ACD", "ACDB"], [1, 3, 4, 2], id="restored elsewhere"),
        pytest.param(["ABC", "AxC", "ABC"], [1, 2, 3], id="rewritten and restored"),
        pytest.param(["ABC", "AxC", "ABC", "AxC"], [1, 4, 3], id="repeated"),
        pytest.param(["ABC", "AbC", "Ab", "AB"], [1, 2], id="edited and restored"),
        pytest.param(["AsBsC", "ABsC", "AsBsC"], [1, 2, 3, 4, 5], id="a scene break restored"),
        pytest.param(["AsBsC", "ABsC", "ABssC"], [1, 3, 4, 6, 5], id="a scene break elsewhere"),
        pytest.param(["AnBnC", "AC", "AnBnC"], [1, 2, 3, 4, 5], id="short lines restored"),
        pytest.param(["AnBnC", "AyByC", "AnBnC"], [1, 2, 3, 4, 5], id="short lines rewritten"),
        pytest.param(["ABC", "", "ABC"], [1, 2, 3], id="all restored"),
        pytest.param(
            ["AnBnC", "ABnC", "anBnC"], [1, 2, 3, 4, 5], id="restored after an edited one"
        ),
        pytest.param(["AgBC", "ABC", "ABCg"], [1, 3, 4, 2], id="a unique short line"),
        pytest.param(
            ["ABCD", "ACD", "ACDBFB", "BACDF"], [8, 1, 3, 4, 6], id="one of three equal ones"
        ),
    ],
)
def test_restored_paragraphs_get_their_ids_back(versions: list[str], ids: list[int]) -> None:
    version = save_versions(*versions)
    assert list(version.ids) == ids
    assert not set(version.ids) & version.history.deleted.keys()


def test_short_line_keeps_its_id_through_several_edits() -> None:
    version = Version.first(paragraphs("AnBnC"))
    later = version
    for line in ("“No, sir.”", "“No, sir, never.”", "“Never, sir.”", "“No.”"):
        later = later.next([*version.texts[:3], line, PARAGRAPHS["C"]])
        assert later.ids == version.ids
    assert len(later.history.former_ids) == 3


@pytest.mark.parametrize("edited", [0, 1])
def test_merged_paragraphs_that_are_split_again_with_an_edit_get_their_ids_back(
    edited: int,
) -> None:
    """One of the two keeps its id through the merge; both are right after the split."""
    pieces = list(paragraphs("EF"))
    version = Version.first([PARAGRAPHS["A"], *pieces, PARAGRAPHS["C"]])
    merged = version.next(paragraphs("A+C"))
    pieces[edited] = pieces[edited].replace(".", "!")
    assert merged.next([PARAGRAPHS["A"], *pieces, PARAGRAPHS["C"]]).ids == version.ids
    pieces[1 - edited] = pieces[1 - edited].replace(" ", ", ", 1)
    assert merged.next([PARAGRAPHS["A"], *pieces, PARAGRAPHS["C"]]).ids == version.ids


def test_absorbed_paragraph_follows_its_text_or_is_deleted() -> None:
    version = save_versions("AEFC", "A+C")
    assert version.history.absorbed == {2: 3}
    # Its text is cut from the paragraph that absorbed it.
    later = version.next(paragraphs("AFC"))
    assert locate_anchor(2, set(later.ids), later.history) == AnchorPosition(3, True)
    # The merged paragraph is merged with another, and the new one is split elsewhere.
    three = Version.first(paragraphs("ADEFC"))
    three = three.next([PARAGRAPHS["A"], " ".join(paragraphs("DEF")), PARAGRAPHS["C"]])
    absorbed_by = three.ids[1]
    three = three.next([PARAGRAPHS["A"], " ".join(paragraphs("DE")), *paragraphs("FC")])
    for paragraph_id in {2, 3} - set(three.ids):
        position = locate_anchor(paragraph_id, set(three.ids), three.history)
        assert position == AnchorPosition(three.ids[1], False)
    assert absorbed_by in three.ids


def test_scene_typed_again_with_small_changes_gets_its_ids_back() -> None:
    version = Version.first(paragraphs("ABCnDEF"))
    deleted = version.next(paragraphs("AF"))
    scene = [PARAGRAPHS["b"], PARAGRAPHS["C"], "“Noo.”", PARAGRAPHS["D"], PARAGRAPHS["e"]]
    assert deleted.next([PARAGRAPHS["A"], *scene, PARAGRAPHS["F"]]).ids == version.ids
    elsewhere = deleted.next([*paragraphs("AF"), *scene])
    assert elsewhere.ids == (1, 7, 2, 3, 4, 5, 6)


def test_retyped_text_that_resembles_two_deleted_paragraphs_gets_a_new_id() -> None:
    north = "He waited at the north gate until the bell rang twelve."
    twins = [north, north.replace("north", "south")]
    version = Version.first([PARAGRAPHS["A"], *twins, PARAGRAPHS["B"]]).next(paragraphs("AB"))
    new = north.replace("north", "east")
    assert version.next([*paragraphs("AB"), new]).ids == (1, 4, 5)
    assert version.next([PARAGRAPHS["A"], new, PARAGRAPHS["B"]]).ids == (1, 5, 4)


def test_id_of_a_deleted_paragraph_is_not_reused() -> None:
    version = save_versions("AB", "A", "Ax", "AxB")
    assert version.ids == (1, 3, 2)
    assert version.history.next_id == 4


def test_orphaned_anchor_is_after_the_nearest_preceding_paragraph() -> None:
    version = save_versions("ABCD", "ABD", "AD")
    assert locate_anchor(3, set(version.ids), version.history) == AnchorPosition(1, True)
    version = version.next(paragraphs("D"))
    assert locate_anchor(3, set(version.ids), version.history) == AnchorPosition(0, True)
    version = version.next(paragraphs("BD"))
    assert locate_anchor(3, set(version.ids), version.history) == AnchorPosition(2, True)
