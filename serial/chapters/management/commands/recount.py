from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from serial.chapters.totals import find_wrong_totals, update_totals_of
from serial.stories.models import Story


class Command(BaseCommand):
    help = "Compares the facts kept on stories with a count, and mends those that are wrong."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="mend nothing; exit with 1 if any is wrong"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = list(find_wrong_totals())
        for story, name, stored, counted in wrong:
            self.stdout.write(f"{story.slug}: {name} is {stored}, counted {counted}")
        if wrong and not options["check"]:
            update_totals_of(Story.objects.filter(pk__in={story.pk for story, *_ in wrong}))
        self.stdout.write(f"{len(wrong)} wrong of {Story.objects.count()} stories")
        if wrong and options["check"]:
            raise SystemExit(1)
