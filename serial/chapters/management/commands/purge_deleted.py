from typing import Any

from django.core.management.base import BaseCommand

from serial.chapters.deleting import purge_deleted


class Command(BaseCommand):
    help = "Deletes for good the chapters that were deleted more than 30 days ago."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{purge_deleted()} chapters deleted for good")
