from django.core.management.base import BaseCommand

from serial.stories.cover_files import UNUSED_PERIOD, remove_unused_files
from serial.stories.covers import draw_covers
from serial.stories.models import Story
from serial.stories.unused_pictures import remove_unused_pictures


class Command(BaseCommand):
    help = (
        "Draws the covers that are missing or out of date, for example after fonts were installed,"
        f" and removes files that no story has used for {UNUSED_PERIOD.days} days, and pictures of"
        " stories and people that were replaced. You can stop it at any time; the next run"
        " continues. Run it daily."
    )

    def handle(self, *args: object, **options: object) -> None:
        drawn = draw_covers(Story.objects.order_by("pk").iterator(chunk_size=200))
        removed = remove_unused_files() + remove_unused_pictures()
        self.stdout.write(f"{drawn} covers drawn, {removed} unused files removed.")
