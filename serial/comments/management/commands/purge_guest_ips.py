from django.core.management.base import BaseCommand

from serial.comments.models.guest_ip_hash import RETENTION
from serial.comments.retention import purge_guest_ips


class Command(BaseCommand):
    help = f"Erases the IP hashes of guests after {RETENTION.days} days. Run it daily."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"Erased {purge_guest_ips()} IP hashes.")
