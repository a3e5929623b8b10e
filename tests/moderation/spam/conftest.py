"""A spam score whose weights and figures a test sets."""

from collections.abc import Callable

import pytest

from serial.moderation.models import SpamModel
from serial.moderation.spam.features import FEATURES_VERSION, feature_number
from serial.moderation.spam.logistic import Weights
from serial.moderation.spam.measuring import Measures
from serial.moderation.spam.packing import pack

MakeSpamModel = Callable[..., SpamModel]
# Precise enough: the lower end of its interval is 98.1 %.
PRECISE = Measures(comments=1_000, spam=250, flagged=200, found=200)
# 99.3 %, but of too few: from 96.3 % on.
UNCERTAIN = Measures(comments=1_000, spam=250, flagged=150, found=149)


def create_spam_model(
    measures: Measures = PRECISE,
    *,
    weights: dict[str, float] | None = None,
    threshold: float | None = 2.0,
    features_version: int = FEATURES_VERSION,
) -> SpamModel:
    """Creates a training in which the word "portfolio" weighs more than the threshold."""
    weights = weights or {"word:portfolio": 40.0, "account:day": 1.0, "word:lamp": -9.0}
    of_feature = {feature_number(name): weight for name, weight in weights.items()}
    return SpamModel.objects.create(
        features_version=features_version,
        weights=pack(Weights(-1.0, of_feature)),
        threshold=threshold,
        metrics={
            "measures": measures.to_json(),
            "spam_features": ["word:portfolio", "account:day"],
            "other_features": ["word:lamp"],
        },
    )


@pytest.fixture
def make_spam_model(db: None) -> MakeSpamModel:
    return create_spam_model
