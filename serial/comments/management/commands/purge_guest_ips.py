from django.core.management.base import BaseCommand

from serial.comments.retention import purge_guest_ips
from serial.web.ip_hash import IP_HASH_PERIOD


class Command(BaseCommand):
    help = f"Erases the IP hashes of guests after {IP_HASH_PERIOD.days} days. Run it daily."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"Erased {purge_guest_ips()} IP hashes.")
