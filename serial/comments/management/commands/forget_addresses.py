from typing import Any

from django.core.management.base import BaseCommand

from serial.comments.forgetting import forget_addresses


class Command(BaseCommand):
    help = "Forgets where guests wrote from more than 30 days ago. Run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Forgot {forget_addresses()} addresses.")
