from django.core.management.base import BaseCommand

from serial.contact.models import UNHANDLED_PERIOD
from serial.contact.retention import purge_messages


class Command(BaseCommand):
    help = (
        "Erases messages to the operator that were handled, and all of them after "
        f"{UNHANDLED_PERIOD.days} days. Run it daily."
    )

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"Erased {purge_messages()} messages.")
