"""`each_case` tries all cases, and names those that fail."""

import pytest

from tests.cases import each_case


def test_all_cases_are_tried_and_those_that_fail_are_named() -> None:
    tried = []

    @each_case("letter", "ab")
    @each_case(("number", "expected"), [(1, 1), (2, 3), (3, 3)])
    def check(letter: str, number: int, expected: int) -> None:
        tried.append((letter, number))
        assert number == expected

    with pytest.raises(ExceptionGroup, match="2 of 2 cases") as failure:
        check()
    assert tried == [(letter, number) for letter in "ab" for number in (1, 2, 3)]
    of_letter = failure.value.exceptions[1]
    assert of_letter.__notes__ == ["With {'letter': 'b'}"]
    assert isinstance(of_letter, ExceptionGroup)
    assert [error.__notes__ for error in of_letter.exceptions] == [
        ["With {'number': 2, 'expected': 3}"]
    ]


def test_test_without_failing_cases_passes() -> None:
    each_case("number", [1, 2])(lambda number: None)()
