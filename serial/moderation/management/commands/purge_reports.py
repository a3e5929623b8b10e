from django.core.management.base import BaseCommand

from serial.moderation.retention import purge_reports
from serial.moderation.time_limits import REPORT_PERIOD
from serial.web.ip_hash import IP_HASH_PERIOD


class Command(BaseCommand):
    help = (
        f"Erases the IP hashes of guests' reports after {IP_HASH_PERIOD.days} days, and who sent a "
        f"report and what it says {REPORT_PERIOD.days} days after its decision. Run it daily."
    )

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"Erased something of {purge_reports()} reports.")
