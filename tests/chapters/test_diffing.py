"""What changed, in words."""

from hypothesis import given, settings
from hypothesis import strategies as st

from serial.chapters.diffing import DiffRun, diff_texts

PROSE = st.lists(st.text("ab, .\n", max_size=30), max_size=6).map("\n\n".join)


def changes(old: str, new: str) -> list[tuple[str, str]]:
    return [
        (piece.kind, piece.text)
        for paragraph in diff_texts(old, new)
        for piece in paragraph.runs
        if piece.kind != "same"
    ]


def test_a_word_is_named_not_its_paragraph() -> None:
    assert changes("The red fox ran.", "The grey fox ran.") == [
        ("removed", "red"),
        ("added", "grey"),
    ]


def test_a_new_paragraph_between_old_ones() -> None:
    paragraphs = diff_texts("One.\n\nThree.", "One.\n\nTwo.\n\nThree.")
    assert [p.is_changed for p in paragraphs] == [False, True, False]
    assert paragraphs[1].pieces == (DiffRun("added", "Two."),)


def test_the_same_is_the_same() -> None:
    assert changes("One.\n\nTwo.", "One.\n\nTwo.") == []


@settings(deadline=None)
@given(PROSE, PROSE)
def test_both_texts_can_be_read_from_it(old: str, new: str) -> None:
    def words(text: str) -> str:
        return "".join(text.split())

    paragraphs = diff_texts(old, new)
    for kind, text in (("added", new), ("removed", old)):
        pieces = [p for par in paragraphs for p in par.pieces if p.kind in {"same", kind}]
        assert words("".join(piece.text for piece in pieces)) == words(text)


def test_two_novels_without_a_word_in_common_end() -> None:
    old = "\n\n".join(f"a{n} word and more of it" for n in range(20_000))
    new = "\n\n".join(f"b{n} text or less of that" for n in range(20_000))
    assert len(diff_texts(old, new)) == 40_000
