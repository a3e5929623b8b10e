"""Precision, recall, their interval and the threshold, against values worked out by hand."""

from collections.abc import Sequence

import pytest

from serial.moderation.spam.logistic import Example, Weights, make_vector
from serial.moderation.spam.measuring import (
    FOLDS,
    Measures,
    Scored,
    find_threshold,
    measure,
    score_held_out,
    wilson_lower_bound,
)
from tests.cases import each_case


@each_case(
    ("successes", "trials", "expected"),
    [
        (0, 0, 0.0),
        (0, 10, 0.0),
        # Without a mistake it is n / (n + 3.8415).
        (10, 10, 0.7225),
        (125, 125, 0.9702),
        (99, 100, 0.9455),
        (50, 100, 0.4038),
    ],
)
def test_wilson_lower_bound(successes: int, trials: int, expected: float) -> None:
    assert wilson_lower_bound(successes, trials) == pytest.approx(expected, abs=5e-5)


def scored(marks: str) -> list[Scored]:
    """Returns scores from high to low: S is spam, H is not; those in one word are the same."""
    return [
        Scored(-float(place), mark == "S")
        for place, word in enumerate(marks.split())
        for mark in word
    ]


@each_case(
    ("marks", "goal", "expected"),
    [
        ("S S S H", 0.99, -2.0),
        ("S S S H S", 0.75, -4.0),
        ("S S S H S", 0.8, -4.0),
        ("S S S H S", 0.81, -2.0),
        # A threshold cannot part comments that have the same score.
        ("S SH S", 0.99, 0.0),
        ("SH S", 0.99, None),
        ("H S S", 0.99, None),
        ("H H", 0.99, None),
        ("", 0.99, None),
    ],
)
def test_threshold_is_the_lowest_that_reaches_the_goal(
    marks: str, goal: float, expected: float | None
) -> None:
    assert find_threshold(scored(marks), goal) == expected


def test_each_part_is_measured_at_the_threshold_of_the_others() -> None:
    """The first part alone would have its threshold at 1, without its mistake; the second has it
    at 3. So the first is measured from 3 on, the second from 1 on."""
    first = [Scored(4, True), Scored(2, True), Scored(1, True), Scored(0, False)]
    second = [Scored(3, True), Scored(2, False), Scored(1.5, True)]
    measures = measure([first, second])
    assert measures == Measures(comments=7, spam=5, flagged=4, found=3)
    assert (measures.precision, measures.recall) == (0.75, 0.6)


def test_nothing_flagged_is_no_precision() -> None:
    measures = measure([scored("H H"), scored("H")])
    assert measures == Measures(comments=3, spam=0, flagged=0, found=0)
    assert (measures.precision, measures.recall, measures.precision_bound) == (0.0, 0.0, 0.0)


def test_no_comment_is_scored_by_weights_that_saw_its_group() -> None:
    trained: list[set[int]] = []

    def remember(examples: Sequence[Example]) -> Weights:
        trained.append({example.vector.features[0] for example in examples})
        return Weights(0, dict.fromkeys(trained[-1], 1.0))

    examples = [Example(make_vector({n // 2: 1.0}), n % 4 == 0) for n in range(80)]
    parts = score_held_out(examples, [f"group {n // 2}" for n in range(80)], remember)
    assert len(parts) == FOLDS and sum(map(len, parts)) == 80
    # A feature that the weights had seen would count 1.
    assert {each.score for part in parts for each in part} == {0.0}
    assert all(0 < len(seen) < 40 for seen in trained)
