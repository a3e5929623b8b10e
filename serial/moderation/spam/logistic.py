"""Logistic regression over sparse vectors: the probability that a comment is spam.

Trained by stochastic gradient descent with AdaGrad (Duchi, Hazan and Singer, 2011): each weight
has its own step, which shrinks with the gradients that it has seen, so that rare words learn as
much from their few comments as common ones. Needs no package; tests have values worked by hand.
"""

import math
import random
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

# The number of features that a hash can name. Of 20,000 words and two-grams, 4 % share theirs.
FEATURE_COUNT = 2**18
# On the written corpus (tests/moderation/spam/corpus/), where recall is 73 %, 5 and 20 rounds
# change it by 1.5 points, twice the rate by 3.6, a tenth of the penalty by less than one, ten times
# by 8.
ROUNDS = 10
RATE = 0.5
PENALTY = 1e-4
# A feature of one comment only says which comment it is.
MIN_COMMENTS = 2
# Smaller weights do not change a score that anybody sees.
MIN_WEIGHT = 1e-3
# What divides the first step must not be 0.
EPSILON = 1e-12


class Vector(NamedTuple):
    """The features of a comment that are not 0: their numbers below FEATURE_COUNT, and values."""

    features: "array[int]"
    values: "array[float]"


class Example(NamedTuple):
    vector: Vector
    is_spam: bool


@dataclass(frozen=True)
class Weights:
    bias: float
    of_feature: Mapping[int, float]

    def score(self, vector: Vector) -> float:
        """Returns the logarithm of the odds of spam: 0 is one to one, 4.6 is 100 to one."""
        get = self.of_feature.get
        return self.bias + sum(
            get(feature, 0.0) * value for feature, value in zip(*vector, strict=True)
        )


def make_vector(values: Mapping[int, float]) -> Vector:
    return Vector(array("I", values.keys()), array("d", values.values()))


def probability(score: float) -> float:
    """The logistic function."""
    if score >= 0:
        return 1 / (1 + math.exp(-score))
    return (odds := math.exp(score)) / (1 + odds)


def log_odds(share: float) -> float:
    """The inverse of `probability`."""
    return math.log(share / (1 - share))


def train(
    examples: Sequence[Example],
    *,
    rounds: int = ROUNDS,
    rate: float = RATE,
    penalty: float = PENALTY,
    min_comments: int = MIN_COMMENTS,
    seed: int = 0,
) -> Weights:
    """Returns the weights after so many rounds over the examples, in an order set by `seed`.

    penalty: of the squared weights (L2), which keeps them small.
    """
    kept = _frequent_features((example.vector for example in examples), min_comments)
    weights, squares = [0.0] * FEATURE_COUNT, [EPSILON] * FEATURE_COUNT
    bias, bias_squares = 0.0, EPSILON
    rows = [(_keep(vector, kept), float(is_spam)) for vector, is_spam in examples]
    order = random.Random(seed)  # noqa: S311 - an order that is the same in every run
    for _round in range(rounds):
        order.shuffle(rows)
        for (features, values), target in rows:
            score = bias
            for feature, value in zip(features, values, strict=True):
                score += weights[feature] * value
            error = probability(score) - target
            bias_squares += error * error
            bias -= rate * error / math.sqrt(bias_squares)
            for feature, value in zip(features, values, strict=True):
                gradient = error * value + penalty * weights[feature]
                squares[feature] += gradient * gradient
                weights[feature] -= rate * gradient / math.sqrt(squares[feature])
    return Weights(bias, {n: weights[n] for n in sorted(kept) if abs(weights[n]) >= MIN_WEIGHT})


def _frequent_features(vectors: Iterable[Vector], least: int) -> set[int]:
    counts = Counter(feature for vector in vectors for feature in vector.features)
    return {feature for feature, count in counts.items() if count >= least}


def _keep(vector: Vector, kept: set[int]) -> Vector:
    pairs = [pair for pair in zip(*vector, strict=True) if pair[0] in kept]
    return make_vector(dict(pairs))
