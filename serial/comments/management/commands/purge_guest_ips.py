from typing import Any

from django.core.management.base import BaseCommand

from serial.comments.retention import purge_guest_ips


class Command(BaseCommand):
    help = "Forgets where guests wrote from more than 30 days ago. Run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Forgot {purge_guest_ips()} addresses.")
