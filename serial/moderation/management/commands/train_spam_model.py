from django.core.management.base import BaseCommand, CommandError

from serial.moderation.spam.measuring import Measures
from serial.moderation.spam.percent import percent
from serial.moderation.spam.training import MIN_COMMENTS, TooFewComments, train_spam_model


class Command(BaseCommand):
    help = "Trains the spam score on the decisions about comments, and measures it. Run it daily."

    def handle(self, *args: object, **options: object) -> None:
        try:
            model = train_spam_model()
        except TooFewComments as error:
            raise CommandError(
                f"Nothing was trained: it needs {MIN_COMMENTS} comments that were rejected as spam "
                f"and as many that were approved. There are {error.spam} and {error.others}."
            ) from None
        measures = Measures(**model.metrics["measures"])
        self.stdout.write(
            f"Trained on {measures.comments} comments, {measures.spam} of them spam. On comments "
            f"held out from training: precision {percent(measures.precision)} "
            f"({measures.found} of {measures.flagged}), recall {percent(measures.recall)}."
        )
