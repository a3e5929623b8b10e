"""Training the spam score once a day, if there are new decisions."""

import logging
from datetime import timedelta

from django.db.models import Max

from serial.jobs.kinds import Arguments, JobKind
from serial.jobs.models import Queue
from serial.moderation.models import Decision, SpamModel
from serial.moderation.spam.features import FEATURES_VERSION
from serial.moderation.spam.training import TooFewComments, train_spam_model

logger = logging.getLogger(__name__)


def train_if_decided(arguments: Arguments) -> None:
    """The job of TRAINING_JOB."""
    newest = SpamModel.objects.newest().first()
    if newest and newest.features_version == FEATURES_VERSION and not _has_decisions_after(newest):
        return
    try:
        train_spam_model()
    except TooFewComments as error:
        logger.info("The spam score was not trained: %s", error)


def _has_decisions_after(model: SpamModel) -> bool:
    last = Decision.objects.aggregate(last=Max("created_at"))["last"]
    return last is not None and last > model.trained_at


TRAINING_JOB = JobKind("train-spam-score", train_if_decided, Queue.SLOW, every=timedelta(days=1))
