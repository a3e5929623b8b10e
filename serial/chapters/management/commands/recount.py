from django.core.management.base import BaseCommand, CommandParser

from serial.chapters.ordering import has_wrong_numbers, renumber_if_needed
from serial.chapters.totals import bulk_update_totals, find_wrong_totals
from serial.stories.models import Story


class Command(BaseCommand):
    help = (
        "Compares the stored totals of stories and numbers of chapters with the chapters, and"
        " corrects those that are wrong."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="only report what is wrong; exit with status 1 if there are any",
        )

    def handle(self, *args: object, **options: object) -> None:
        wrong = list(find_wrong_totals())
        for story, name, stored, counted in wrong:
            self.stdout.write(f"{story.slug}: {name} is {stored}, should be {counted}")
        if wrong and not options["check"]:
            bulk_update_totals(Story.objects.filter(pk__in={story.pk for story, *_ in wrong}))
        stories = dict(Story.objects.order_by("pk").values_list("pk", "slug"))
        misnumbered = [pk for pk in stories if has_wrong_numbers(pk)]
        for pk in misnumbered:
            self.stdout.write(f"{stories[pk]}: wrong chapter numbers")
            if not options["check"]:
                renumber_if_needed(pk)
        self.stdout.write(f"{len(wrong)} wrong totals in {len(stories)} stories")
        if (wrong or misnumbered) and options["check"]:
            raise SystemExit(1)
