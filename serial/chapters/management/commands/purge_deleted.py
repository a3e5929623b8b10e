from django.core.management.base import BaseCommand

from serial.chapters.deleting import purge_deleted
from serial.stories.announcing import purge_announcements
from serial.stories.time_limits import UNDELETE_PERIOD


class Command(BaseCommand):
    help = (
        "Permanently erases chapters and announcements deleted more than"
        f" {UNDELETE_PERIOD.days} days ago."
    )

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"{purge_deleted()} chapters permanently erased.")
        self.stdout.write(f"{purge_announcements()} announcements permanently erased.")
