"""Training the spam score on the decisions so far, and storing it with its figures."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from django.db import transaction

from serial.moderation.models import SpamModel
from serial.moderation.spam.features import (
    FEATURES_VERSION,
    feature_number,
    named_features,
    vector_of,
)
from serial.moderation.spam.labels import Label, labelled_comments
from serial.moderation.spam.logistic import Example, Weights, train
from serial.moderation.spam.measuring import Measures, find_threshold, measure, score_held_out
from serial.moderation.spam.packing import pack

# Of each kind. With fewer, a part of those held out may have none.
MIN_COMMENTS = 50
# Named on the page: so many on each side, each in at least so many comments, so that nobody's own
# words are told.
NAMED_FEATURES = 10
NAMED_MIN_COMMENTS = 5
# Older trainings keep their figures, not their weights: 56 kB for 12,000 features.
KEPT_WEIGHTS = 10


@dataclass
class TooFewComments(Exception):
    """Raised when there are not yet MIN_COMMENTS of each kind."""

    spam: int
    others: int

    def __str__(self) -> str:
        return (
            f"It needs {MIN_COMMENTS} comments that were rejected as spam and as many that were "
            f"approved. There are {self.spam} and {self.others}."
        )


class Training(NamedTuple):
    weights: Weights
    threshold: float | None
    measures: Measures


def train_spam_model() -> SpamModel:
    """Trains on all decisions and stores the result. Raises TooFewComments."""
    labels = labelled_comments()
    spam = sum(label.is_spam for label in labels)
    if min(spam, len(labels) - spam) < MIN_COMMENTS:
        raise TooFewComments(spam, len(labels) - spam)
    return store(train_on(labels), labels)


def train_on(labels: Sequence[Label]) -> Training:
    examples = [Example(vector_of(label.comment), label.is_spam) for label in labels]
    scored = score_held_out(examples, [label.group for label in labels])
    threshold = find_threshold([each for part in scored for each in part])
    return Training(train(examples), threshold, measure(scored))


@transaction.atomic
def store(training: Training, labels: Sequence[Label]) -> SpamModel:
    model = SpamModel.objects.create(
        features_version=FEATURES_VERSION,
        weights=pack(training.weights),
        threshold=training.threshold,
        metrics=_metrics(training, labels),
    )
    SpamModel.objects.older_than_newest(KEPT_WEIGHTS).update(weights=b"")
    return model


def _metrics(training: Training, labels: Sequence[Label]) -> dict[str, object]:
    ranked = _rank_features(training.weights, labels)
    return {
        "measures": training.measures.to_json(),
        "spam_features": ranked[:NAMED_FEATURES],
        "other_features": ranked[: -NAMED_FEATURES - 1 : -1],
    }


def _rank_features(weights: Weights, labels: Iterable[Label]) -> list[str]:
    """Returns the names of common features, the strongest towards spam first.

    By what they add to a score where they occur, times the root of how often they do: otherwise
    the first would be rare words, or words such as "the".
    """
    comments: Counter[str] = Counter()
    values: Counter[str] = Counter()
    for label in labels:
        features = named_features(label.comment)
        comments.update(features.keys())
        values.update(features)
    effects = {
        name: weights.of_feature.get(feature_number(name), 0.0) * values[name] / sqrt(count)
        for name, count in comments.items()
        if count >= NAMED_MIN_COMMENTS
    }
    return sorted(effects, key=effects.__getitem__, reverse=True)
