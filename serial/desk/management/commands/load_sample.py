from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.authorship import make_author
from accounts.models import User
from serial.desk.sample.loading import load_sample


class Command(BaseCommand):
    help = "Adds the sample story. Changes nothing if the site has it already."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--author",
            default="author",
            help="username of the author of the story; created if there is none",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        author, is_new = User.objects.get_or_create(username=options["author"])
        if is_new:
            author.set_unusable_password()
            author.save()
        elif not author.is_author():
            raise CommandError(f"{author} is not an author. Choose another username with --author.")
        make_author(author)
        story = load_sample(author)
        self.stdout.write(f"Added “{story}”." if story else "The sample story is already loaded.")
