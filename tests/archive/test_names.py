"""A name is replaced in a copyright line only where it is the name."""

import pytest

from serial.erasure import CommentsChoice, Erasure

NAMES = ("mit", "Anna", "Anna Lee", "Zoë")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("© Anna Lee", "© Anonymous"),
        ("© ANNA and Otto", "© Anonymous and Otto"),
        ("© Annabel", "© Annabel"),
        ("MIT licence", "MIT licence"),
        ("by mit.", "by Anonymous."),
        ("© Zoë, CC BY 4.0", "© Anonymous, CC BY 4.0"),
        ("", ""),
    ],
)
def test_name_is_replaced_as_a_whole_word(text: str, expected: str) -> None:
    erasure = Erasure(1, CommentsChoice.KEEP, NAMES)
    assert erasure.without_names(text) == expected
