from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.models import PenName
from serial.chapters.rerendering import rerender_chapters, rerender_rows
from serial.stories.models import Story


class Command(BaseCommand):
    help = "Makes the HTML anew that an older renderer made. Stop it any time; it resumes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--batch", type=int, default=100, help="rows a transaction")
        parser.add_argument("--limit", type=int, help="chapters at most in this run")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = rerender_rows(Story.objects.all(), Story.render_summary, "summary_html")
        rows += rerender_rows(PenName.objects.all(), PenName.render_biography, "biography_html")
        done = 0
        for count in rerender_chapters(options["batch"], options["limit"]):
            done += count
            self.stdout.write(f"{done} chapters")
        self.stdout.write(f"Done: {done} chapters, {rows} summaries and biographies.")
