"""Former trainings with their figures."""

from dataclasses import dataclass
from datetime import datetime

from serial.moderation.models import SpamModel
from serial.moderation.spam.measuring import Measures
from serial.moderation.spam.percent import percent


@dataclass(frozen=True)
class TrainingRow:
    """precision, recall: as shown; empty if no score was certain enough."""

    trained_at: datetime
    comments: int
    precision: str
    recall: str


def latest_trainings(number: int) -> list[TrainingRow]:
    """Returns the latest trainings, the newest first."""
    return [_row(model) for model in SpamModel.objects.defer("weights")[:number]]


def _row(model: SpamModel) -> TrainingRow:
    measures = Measures(**model.metrics["measures"])
    is_usable = model.threshold is not None and measures.flagged
    return TrainingRow(
        model.trained_at,
        measures.comments,
        percent(measures.precision) if is_usable else "",
        percent(measures.recall) if is_usable else "",
    )
