from django.core.management.base import BaseCommand

from serial.comments.models.sentence_hash import SENTENCE_HASH_PERIOD
from serial.comments.retention import purge_sentence_hashes


class Command(BaseCommand):
    help = (
        f"Erases the hashes of comments' sentences after {SENTENCE_HASH_PERIOD.days} days. "
        "Run it daily."
    )

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"Erased {purge_sentence_hashes()} hashes.")
