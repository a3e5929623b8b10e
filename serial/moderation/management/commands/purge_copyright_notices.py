from django.core.management.base import BaseCommand

from serial.moderation.copyright.deadlines import RECORD_PERIOD
from serial.moderation.copyright.retention import purge_notices


class Command(BaseCommand):
    help = (
        "Erases copyright notices and counter-notices "
        f"{RECORD_PERIOD.days} days after the last decision. Run it daily."
    )

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"Erased {purge_notices()} notices.")
