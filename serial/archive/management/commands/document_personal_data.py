from django.core.management.base import BaseCommand

from serial.archive.registry.privacy_table import DOCUMENT, documented


class Command(BaseCommand):
    help = "Writes the table of personal data in docs/privacy.md, from the setting PERSONAL_DATA."

    def handle(self, *args: object, **options: object) -> None:
        DOCUMENT.write_text(documented(), encoding="utf-8")
        self.stdout.write(f"{DOCUMENT.name} has the table of what is registered now.")
