"""Whether the spam score holds comments or only logs, and why it may not be switched on."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext

from serial.annotations import read_annotations
from serial.compiled_queries import CompiledQuery
from serial.moderation.models import SpamModel
from serial.moderation.spam.explaining import describe
from serial.moderation.spam.features import FEATURES_VERSION
from serial.moderation.spam.logistic import Weights, probability
from serial.moderation.spam.measuring import PRECISION_GOAL, Measures
from serial.moderation.spam.packing import unpack
from serial.moderation.spam.percent import percent
from serial.moderation.spam.training import MIN_COMMENTS

NOTHING = Measures(comments=0, spam=0, flagged=0, found=0)


class SwitchColumns(NamedTuple):
    # None until somebody switched it.
    is_switched_on: bool | None


@dataclass(frozen=True)
class SpamStatus:
    """model: the newest training; None if there is none that this version can use."""

    model: SpamModel | None
    is_switched_on: bool

    @cached_property
    def measures(self) -> Measures:
        return Measures(**(self.model.metrics["measures"] if self.model else NOTHING.to_json()))

    @property
    def goal(self) -> str:
        return percent(PRECISION_GOAL)

    @property
    def precision(self) -> str:
        return percent(self.measures.precision)

    @property
    def recall(self) -> str:
        return percent(self.measures.recall)

    @property
    def precision_bound(self) -> str:
        return percent(self.measures.precision_bound)

    @property
    def spam_features(self) -> list[str]:
        """Returns what weighs most towards spam, in words."""
        return self._features("spam_features")

    @property
    def other_features(self) -> list[str]:
        return self._features("other_features")

    def _features(self, key: str) -> list[str]:
        return [describe(name) for name in self.model.metrics[key]] if self.model else []

    @property
    def is_measured(self) -> bool:
        return self.threshold is not None and self.measures.flagged > 0

    @property
    def threshold(self) -> float | None:
        return self.model.threshold if self.model else None

    @property
    def threshold_percent(self) -> str:
        return "" if self.threshold is None else percent(probability(self.threshold))

    @property
    def holds_comments(self) -> bool:
        """A training that is not precise enough only logs, also while it is switched on."""
        return self.is_switched_on and not self.obstacle

    @cached_property
    def obstacle(self) -> str:
        """Why it may not be switched on, as a sentence; empty if it may."""
        if self.model is None:
            return gettext(
                "It has not learned yet. It needs %(n)d comments that moderators rejected as spam, "
                "and as many that were approved."
            ) % {"n": MIN_COMMENTS}
        if not self.is_measured:
            return gettext(
                "No score is certain enough: at every threshold less than %(goal)s of the comments "
                "that it calls spam are spam."
            ) % {"goal": percent(PRECISION_GOAL)}
        if self.measures.precision_bound < settings.SPAM_MIN_PRECISION:
            return self._bound_obstacle()
        return ""

    def _bound_obstacle(self) -> str:
        return gettext(
            "Its precision is not certain enough: with %(n)d comments that it calls spam, the true "
            "one may be as low as %(bound)s, and %(least)s is needed. With more decisions it "
            "becomes more certain."
        ) % {
            "n": self.measures.flagged,
            "bound": percent(self.measures.precision_bound),
            "least": percent(settings.SPAM_MIN_PRECISION),
        }


def spam_status() -> SpamStatus:
    """Reads it with one query, without the weights."""
    model = _NEWEST.first()
    if model is None:
        return SpamStatus(None, is_switched_on=False)
    is_usable = model.features_version == FEATURES_VERSION
    return SpamStatus(
        model if is_usable else None, bool(read_annotations(model, SwitchColumns).is_switched_on)
    )


# Every comment that may be spam asks.
_NEWEST = CompiledQuery(lambda: SpamModel.objects.with_switch().newest())


def weights_of(model: SpamModel) -> Weights:
    """Loads them once in each process."""
    return _load_weights(model.pk, model.trained_at)


@lru_cache(maxsize=2)
def _load_weights(pk: int, trained_at: datetime) -> Weights:
    packed = SpamModel.objects.values_list("weights", flat=True).get(pk=pk, trained_at=trained_at)
    return unpack(bytes(packed))
