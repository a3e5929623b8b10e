from django.core.management.base import BaseCommand, CommandError

from serial.moderation.spam.measuring import Measures
from serial.moderation.spam.percent import percent
from serial.moderation.spam.training import TooFewComments, train_spam_model


class Command(BaseCommand):
    help = "Trains the spam score on the decisions about comments, and measures it."

    def handle(self, *args: object, **options: object) -> None:
        try:
            model = train_spam_model()
        except TooFewComments as error:
            raise CommandError(str(error)) from None
        measures = Measures(**model.metrics["measures"])
        self.stdout.write(
            f"Trained on {measures.comments} comments, {measures.spam} of them spam. On comments "
            f"held out from training: precision {percent(measures.precision)} "
            f"({measures.found} of {measures.flagged}), recall {percent(measures.recall)}."
        )
