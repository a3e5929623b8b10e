from django.core.management.base import BaseCommand, CommandParser

from serial.chapters.totals import bulk_update_totals, find_wrong_totals
from serial.stories.models import Story


class Command(BaseCommand):
    help = "Compares the stored totals of stories with their chapters and corrects wrong totals."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="only report wrong totals; exit with status 1 if there are any",
        )

    def handle(self, *args: object, **options: object) -> None:
        wrong = list(find_wrong_totals())
        for story, name, stored, counted in wrong:
            self.stdout.write(f"{story.slug}: {name} is {stored}, should be {counted}")
        if wrong and not options["check"]:
            bulk_update_totals(Story.objects.filter(pk__in={story.pk for story, *_ in wrong}))
        self.stdout.write(f"{len(wrong)} wrong totals in {Story.objects.count()} stories")
        if wrong and options["check"]:
            raise SystemExit(1)
