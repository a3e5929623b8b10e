from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.authorship import make_author
from accounts.models import User
from serial.desk.sample.loading import load_sample


class Command(BaseCommand):
    help = "Adds the sample serial. A second time it changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--author", default="author", help="the user name it belongs to")

    def handle(self, *args: Any, **options: Any) -> None:
        author, is_new = User.objects.get_or_create(username=options["author"])
        if is_new:
            author.set_unusable_password()
            author.save()
        elif not author.is_author():
            raise CommandError(f"{author} does not write here; choose another with --author.")
        make_author(author)
        story = load_sample(author)
        self.stdout.write(f"Added “{story}”." if story else "The sample is here already.")
