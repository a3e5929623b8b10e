from django.core.management.base import BaseCommand, CommandParser

from accounts.models import MemberProfile, PenName
from serial.chapters.html.rerendering import rerender_chapters, rerender_rows
from serial.policies.models import PolicyVersion
from serial.stories.models import Announcement, Story, StoryNote


class Command(BaseCommand):
    help = (
        "Renders HTML again that an older version of the renderer made. You can stop it at any"
        " time; the next run continues."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--batch", type=int, default=100, help="number of chapters per transaction"
        )
        parser.add_argument("--limit", type=int, help="maximum number of chapters in this run")

    def handle(self, *args: object, batch: int, limit: int | None, **options: object) -> None:
        row_count = rerender_rows(Story.objects.all(), Story.render_summary, "summary_html")
        announcements = Announcement.objects.select_related("story")
        row_count += rerender_rows(announcements, Announcement.render_body, "body_html")
        notes = StoryNote.objects.select_related("story")
        row_count += rerender_rows(notes, StoryNote.render_body, "body_html")
        row_count += rerender_rows(
            PenName.objects.all(), PenName.render_biography, "biography_html"
        )
        row_count += rerender_rows(
            PolicyVersion.objects.all(), PolicyVersion.render_body, "body_html"
        )
        row_count += rerender_rows(
            MemberProfile.objects.all(), MemberProfile.render_about, "about_html"
        )
        chapter_count = 0
        for count in rerender_chapters(batch, limit):
            chapter_count += count
            self.stdout.write(f"{chapter_count} chapters")
        self.stdout.write(f"Done: {chapter_count} chapters, {row_count} other texts.")
