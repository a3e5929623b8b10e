"""A pasted manuscript is split into notes and body."""

import re
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from serial.manuscripts.splitting.author_notes import (
    Manuscript,
    SplitStep,
    is_scene_break,
    split_manuscript,
)
from tests.cases import each_case
from tests.manuscript import BODY as TYPED_BODY
from tests.manuscript import MANUSCRIPT, NOTE_AFTER, NOTE_BEFORE
from tests.sampling import examples, shorten

STORY = [f"Paragraph {number}." for number in range(30)]
BODY = "\n\n".join(STORY)


def text_of(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def parts(source: str) -> tuple[str, str, str]:
    manuscript = split_manuscript(source)
    return manuscript.note_before, manuscript.body, manuscript.note_after


@each_case(
    ("typed", "note"),
    [
        ("A/N: Hi", "Hi"),
        ("a/n: Hi", "Hi"),
        ("A/N:Hi", "Hi"),
        ("A/N - Hi", "Hi"),
        ("A/N – Hi", "Hi"),
        ("A/N—Hi", "Hi"),
        ("A/N -- Hi", "Hi"),
        ("AN: Hi", "Hi"),
        ("AN - Hi", "Hi"),
        ("Author's note: Hi", "Hi"),
        ("Author’s Note: Hi", "Hi"),
        ("AUTHOR'S NOTES: Hi", "Hi"),
        ("Authors note - Hi", "Hi"),
        ("Authors' notes: Hi", "Hi"),
        ("**A/N:** Hi", "Hi"),
        ("**A/N**: Hi", "Hi"),
        ("*A/N:* *Hi*", "*Hi*"),
        ("***A/N:*** Hi", "Hi"),
        ("__A/N:__ Hi", "Hi"),
        ("_**A/N:**_ Hi", "Hi"),
        ("**A/N -** Hi", "Hi"),
        ("**A/N: Hi there**", "**Hi there**"),
        ("*A/N: so **very** glad*", "*so **very** glad*"),
        ("[A/N: Hi]", "Hi"),
        ("(A/N: Hi)", "Hi"),
        ("(A/N: Hi :) )", "Hi :)"),
        ("[A/N: see [this](/x)]", "see [this](/x)"),
        ("**[A/N: Hi]**", "**Hi**"),
        ("[**A/N:** Hi]", "Hi"),
        ("[**A/N: Hi**]", "**Hi**"),
        ("[A/N:] Hi", "Hi"),
        ("\ufeffA/N:\u00a0Hi", "Hi"),
        ("  A/N: Hi", "Hi"),
        ("A/N\nHi", "Hi"),
        ("A/N: One\nTwo *italic*", "One\nTwo *italic*"),
        ("A/N\n\nHi", "Hi"),
        ("A/N:\n\nHi", "Hi"),
        ("[A/N]\n\nHi", "Hi"),
        ("*Author's Note:*\n\nHi", "Hi"),
        ("**Author's Note**\n\n*Hi* \\* there", "*Hi* \\* there"),
        ("A/N: One\n\nTwo\n\nEnd A/N", "One\n\nTwo"),
        ("A/N: One\n\n\nTwo\n\n**End of A/N**", "One\n\n\nTwo"),
        ("[A/N]\n\nOne\n\nTwo\n\n[/A/N]", "One\n\nTwo"),
        ("Author's note\n\nOne\n\n***\n\nTwo\n\nEnd of author's note", "One\n\n***\n\nTwo"),
        ("A/N: One\n\nAN: Two", "One\n\nTwo"),
        ("***\n\nA/N: One", "One"),
    ],
)
def test_note_before(typed: str, note: str) -> None:
    assert parts(text_of(typed, BODY)) == (note, BODY, "")


@each_case(
    ("typed", "note"),
    [
        ("A/N: Bye", "Bye"),
        ("End A/N: Bye", "Bye"),
        ("END A/N - Bye", "Bye"),
        ("End of A/N: Bye", "Bye"),
        ("**End A/N:** Bye", "Bye"),
        ("Ending author's note: Bye", "Bye"),
        ("(A/N: Bye)", "Bye"),
        ("End A/N\n\nBye", "Bye"),
        ("End A/N:\n\nBye\n\nSee you", "Bye\n\nSee you"),
        ("A/N: Bye\n\nSee you\n\nThanks", "Bye\n\nSee you\n\nThanks"),
        ("A/N: Bye\n\nSee you\n\nEnd A/N", "Bye\n\nSee you"),
        ("[A/N]\n\nBye\n\n[/A/N]", "Bye"),
    ],
)
def test_note_after(typed: str, note: str) -> None:
    assert parts(text_of(BODY, typed)) == ("", BODY, note)
    assert parts(text_of("A/N: Hi", BODY, typed)) == ("Hi", BODY, note)


@each_case(
    "typed",
    [
        *("An: old man", "An", "Another: day", "ANOTHER: day", "ANOTHER", "A/Nother: x"),
        *("AN-94 rifles", "AN ARMY: of me", "A/N hello", "Authority: note", "an author's note: x"),
        *("The author's note: x", "Author: x", "(A/N: no.) He left.", "(A/N: no) he (then) left"),
        *("(A/N) he said", "* A/N: x", "> A/N: x", "# A/N: x", "**A/N:", "[A/N: x", "An hour - x"),
        *("End: x", "The End", "&A/N: x"),
    ],
)
def test_text_without_marker_is_not_split(typed: str) -> None:
    source = text_of(typed, BODY, typed)
    assert split_manuscript(source) == Manuscript("", source, "", (SplitStep.NO_NOTE,))


def test_markers_in_the_middle_are_ignored() -> None:
    source = text_of(*STORY[:3], "A/N: sorry!", *STORY[:10], "End A/N", *STORY[:6])
    assert parts(source) == ("", source, "")


def test_end_marker_too_far_down_is_ignored() -> None:
    manuscript = split_manuscript(text_of("A/N: One", *STORY[:19], "End A/N", *STORY))
    assert manuscript.note_before == "One"
    assert split_manuscript(text_of("A/N: One", *STORY[:18], "End A/N", *STORY)).body == BODY


@each_case("line", ["***", "---", "* * *", "___", r"\*\*\*", "~", "#", "⁂"])
def test_scene_break_between_note_and_text_is_removed(line: str) -> None:
    manuscript = split_manuscript(text_of("A/N: Hi", line, BODY, line, "A/N: Bye"))
    assert (manuscript.note_before, manuscript.body, manuscript.note_after) == ("Hi", BODY, "Bye")
    assert manuscript.steps == (
        SplitStep.FIRST_PARAGRAPH,
        SplitStep.LAST_PARAGRAPH,
        SplitStep.SCENE_BREAK_REMOVED,
    )
    touching = f"A/N: Hi\n{line}\n{BODY}\n{line}\nA/N: Bye"
    assert parts(touching) == ("Hi", BODY, "Bye")


def test_scene_break_within_the_text_stays() -> None:
    body = text_of("***", BODY, "***", "x")
    assert parts(body) == ("", body, "")
    assert parts(text_of("A/N: Hi", body)) == ("Hi", body.removeprefix("***\n\n"), "")


def test_steps() -> None:
    assert split_manuscript(BODY).steps == (SplitStep.NO_NOTE,)
    manuscript = split_manuscript(text_of("A/N", "Hi", BODY, "A/N: a", "b"))
    assert manuscript.steps == (SplitStep.FIRST_PARAGRAPHS, SplitStep.LAST_PARAGRAPHS)


@each_case(
    "source",
    [
        *("", " \n\t\n", "A/N: Hi", "A/N", "A/N\n\nHi", "End A/N", "A/N: a\n\nEnd A/N"),
        *("***", "\ufeff", "A/N: a\nA/N", "A/N\n\n***\n\nx"),
    ],
)
def test_body_is_never_empty(source: str) -> None:
    manuscript = split_manuscript(source)
    assert manuscript.body == source or bool(manuscript.body.strip())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_single_line_breaks_separate_paragraphs_without_blank_lines(end: str) -> None:
    lines = end.join(STORY)
    assert parts(end.join(["A/N: Hi", lines, "End A/N: Bye", ""])) == ("Hi", BODY, "Bye")
    assert parts(end.join(["A/N: Hi", "***", lines])) == ("Hi", BODY, "")
    assert split_manuscript(lines).steps == (SplitStep.NO_NOTE, SplitStep.LINES_SEPARATED)


def test_verse_without_blank_lines_stays() -> None:
    verse = "The river has no other side\nthan that on which you stand;\nwho crosses it"
    assert parts(f"A/N: Hi\n{verse}\nA/N: Bye") == ("Hi", verse, "Bye")
    assert split_manuscript(verse) == Manuscript("", verse, "", (SplitStep.NO_NOTE,))


@each_case("gap", ["\r\n\r\n", "\n \t\n", "\n\u00a0\n\u200b\n", "\r\r", "\n\n\n\n"])
def test_unusual_white_space(gap: str) -> None:
    body = gap.join(STORY)
    assert parts(gap.join(["", "A/N: Hi  ", body, "A/N: Bye", ""])) == ("Hi", body, "Bye")


def test_typed_manuscript() -> None:
    manuscript = split_manuscript(MANUSCRIPT)
    assert manuscript.note_before == NOTE_BEFORE
    assert manuscript.body == TYPED_BODY
    assert manuscript.note_after == NOTE_AFTER
    assert manuscript.steps == (SplitStep.FIRST_PARAGRAPH, SplitStep.LAST_PARAGRAPH)
    assert split_manuscript(manuscript.body).steps == (SplitStep.NO_NOTE,)


PIECES = [
    *("A/N: one", "A/N", "**A/N: bold**", "[A/N: in]", "End A/N", "End A/N: two", "[/A/N]"),
    *("***", "---", "words here", "more **words**", "An: x", " ", "Another", "(A/N: x) y"),
]
GAPS = ["\n", "\n\n", "\r\n\r\n", "\n \n", "\r"]
manuscripts = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(GAPS)), max_size=40).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs)
)
MARKS = re.compile(r"(?i)\bend\s+(?:of\s+)?(?=a/n)|/?a/n:?|[\[\]()*]|---|\s")


@settings(max_examples=examples(400))
@given(manuscripts | st.text())
def test_only_markers_and_scene_breaks_are_removed(source: str) -> None:
    manuscript = split_manuscript(source)
    whole = "\n".join((manuscript.note_before, manuscript.body, manuscript.note_after))
    assert MARKS.sub("", whole) == MARKS.sub("", source)
    assert "".join(manuscript.body.split()) in "".join(source.split())
    assert bool(manuscript.body.strip()) or manuscript.body == source


@settings(max_examples=examples(200))
@given(
    st.sampled_from(["", "A/N: Hi\n\n", "A/N\n\nHi\n\n", "A/N: a\n\n***\n\n"]),
    st.lists(st.sampled_from(["words", "An: x", "***", "more\nwords"]), min_size=1, max_size=30),
    st.sampled_from(["", "\n\nEnd A/N: Bye", "\n\n***\n\nA/N: Bye", "\n\nEnd A/N\n\nBye"]),
)
def test_splitting_a_body_again_changes_nothing(before: str, story: list[str], after: str) -> None:
    body = split_manuscript(before + text_of(*story) + after).body
    assert split_manuscript(body) == Manuscript("", body, "", (SplitStep.NO_NOTE,))


REPEATED_PIECES = (
    *("a", "\n", "\n\n", "a\n", "a\n\n", " ", " \ufeff", "*", "[", "* ", "\n \n", "A/N: a\n\n"),
    *("A/N\n\n", "End A/N\n\n", "(", "-", "- ", "***\n", "\\", "\r", "End ", "A/N ", "(A/N: "),
)


def splitting_seconds(start: str, piece: str, length: int) -> float:
    source = shorten((start + piece * length)[:length], 5)
    began = process_time()
    split_manuscript(source)
    return process_time() - began


@each_case("piece", REPEATED_PIECES)
@each_case("start", ["", "[A/N: "])
def test_splitting_takes_linear_time(start: str, piece: str) -> None:
    # About 0.1 s of CPU time in the worst case; quadratic time would take many seconds.
    assert splitting_seconds(start, piece, 100_000) < 5


@pytest.mark.long
@pytest.mark.parametrize("piece", REPEATED_PIECES)
@pytest.mark.parametrize("start", ["", "[A/N: "])
def test_splitting_the_longest_text_takes_linear_time(start: str, piece: str) -> None:
    # About 0.5 s of CPU time in the worst case; quadratic time would take minutes.
    assert splitting_seconds(start, piece, 500_000) < 10


def test_scene_breaks() -> None:
    assert not any(map(is_scene_break, ["", "a", "**a**", "—", "=", "- x"]))
    assert all(map(is_scene_break, ["--", "* * *", "\u00a0~*~", "xXx", "\\*"]))
