from django.core.management.base import BaseCommand, CommandError

from serial.archive.erasing import delete_files, erase_due_accounts
from serial.archive.time_limits import CANCEL_PERIOD


class Command(BaseCommand):
    help = f"Erases the accounts whose members left {CANCEL_PERIOD.days} days ago."

    def handle(self, *args: object, **options: object) -> None:
        erased, failed = erase_due_accounts()
        failed_files = delete_files()
        self.stdout.write(f"{erased} accounts erased.")
        if failed or failed_files:
            raise CommandError(
                f"{failed} accounts could not be erased, and {failed_files} files could not be"
                " deleted: see the log."
            )
