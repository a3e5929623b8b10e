"""The arithmetic of the spam score, against values worked out by hand."""

import math

import pytest

from serial.moderation.spam.logistic import (
    Example,
    Weights,
    log_odds,
    make_vector,
    probability,
    train,
)
from serial.moderation.spam.packing import pack, unpack
from tests.cases import each_case

PRESENT = make_vector({7: 1.0})
EMPTY = make_vector({})


@each_case(
    ("score", "expected"),
    [(0, 0.5), (math.log(3), 0.75), (-math.log(3), 0.25), (800, 1.0), (-800, 0.0)],
)
def test_probability_of_log_odds(score: float, expected: float) -> None:
    assert probability(score) == pytest.approx(expected)
    if 0 < expected < 1:
        assert log_odds(expected) == pytest.approx(score)


def test_score_is_bias_and_weighted_sum_of_known_features() -> None:
    weights = Weights(-1.0, {3: 2.0, 4: -0.5})
    assert weights.score(make_vector({3: 0.5, 4: 2.0, 9: 100.0})) == pytest.approx(-1.0)
    assert weights.score(EMPTY) == -1.0


def test_first_two_steps_of_training() -> None:
    """p = 0.5, so the error is -0.5 and the step 0.5 * 0.5 / sqrt(0.25) = 0.5 for bias and weight.

    Then the score is 1, p = 0.73106, the error -0.26894, the squares 0.25 + 0.07233 = 0.32233, and
    the step 0.5 * 0.26894 / 0.56774 = 0.23685.
    """

    def train_rounds(rounds: int) -> Weights:
        example = Example(PRESENT, is_spam=True)
        return train([example], rounds=rounds, rate=0.5, penalty=0, min_comments=1)

    once, twice = train_rounds(1), train_rounds(2)
    assert (once.bias, once.of_feature[7]) == pytest.approx((0.5, 0.5))
    assert (twice.bias, twice.of_feature[7]) == pytest.approx((0.73685, 0.73685), abs=1e-5)


def test_penalty_shrinks_a_weight() -> None:
    """At the second step the gradient is -0.26894 + 0.2 * 0.5 = -0.16894, the squares are
    0.25 + 0.02854 and the step is 0.5 * 0.16894 / 0.52777 = 0.16005."""
    example = Example(PRESENT, is_spam=True)
    weights = train([example], rounds=2, rate=0.5, penalty=0.2, min_comments=1)
    assert weights.of_feature[7] == pytest.approx(0.66005, abs=1e-4)


def test_training_ends_at_the_share_of_spam() -> None:
    """With three of four the likelihood is highest at the log odds of 3 to 1, 1.0986."""
    examples = [Example(PRESENT, is_spam) for is_spam in (True, True, True, False)]
    examples += [Example(EMPTY, is_spam) for is_spam in (False, False, False, True)]
    weights = train(examples, rounds=300, penalty=0, min_comments=1)
    assert weights.score(PRESENT) == pytest.approx(math.log(3), abs=0.05)
    assert weights.score(EMPTY) == pytest.approx(-math.log(3), abs=0.05)


def test_features_of_few_comments_have_no_weight() -> None:
    both, once = make_vector({1: 1.0, 2: 1.0}), make_vector({1: 1.0})
    examples = [Example(both, is_spam=True), Example(once, is_spam=True)]
    assert set(train(examples, min_comments=2).of_feature) == {1}


def test_training_does_not_depend_on_the_order_of_examples_in_time() -> None:
    """The same seed shuffles them alike, so two trainings on the same rows are the same."""
    examples = [Example(make_vector({n: 1.0, n + 1: 0.5}), n % 3 == 0) for n in range(30)]
    assert train(examples, seed=4) == train(examples, seed=4)


@each_case("weights", [Weights(-0.25, {}), Weights(1.5, {0: 0.5, 7: -2.0, 2**18 - 1: 8.0})])
def test_packed_weights_are_the_same_weights(weights: Weights) -> None:
    assert unpack(pack(weights)) == weights


def test_packed_weights_of_another_format_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown format 9"):
        unpack(b"\x09" + pack(Weights(0, {}))[1:])
