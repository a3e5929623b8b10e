from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.authorship import make_author
from accounts.models import User
from serial.desk.sample.bulk_loading import Loaded, load_many
from serial.desk.sample.loading import load_sample


class Command(BaseCommand):
    help = (
        "Adds the sample story. Changes nothing if the site has it already. "
        "With --many, adds a number of generated stories instead, each time it is run."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--author",
            default="author",
            help="username of the author of the story; created if there is none",
        )
        parser.add_argument(
            "--many",
            type=int,
            metavar="N",
            help="add N generated stories with chapters, members and comments, to try a large site",
        )
        parser.add_argument(
            "--seed", type=int, default=1, help="for --many: another number gives other stories"
        )

    def handle(
        self, *args: object, author: str, many: int | None, seed: int, **options: object
    ) -> None:
        if many is not None:
            self._load_many(many, seed)
            return
        user, is_new = User.objects.get_or_create(username=author)
        if is_new:
            user.set_unusable_password()
            user.save()
        elif not user.is_author():
            raise CommandError(f"{user} is not an author. Choose another username with --author.")
        make_author(user)
        story = load_sample(user)
        self.stdout.write(f"Added “{story}”." if story else "The sample story is already loaded.")

    def _load_many(self, number: int, seed: int) -> None:
        if number < 1:
            raise CommandError("--many must be a number from 1.")

        def report(loaded: Loaded) -> None:
            if loaded.stories % 1_000 == 0 and loaded.stories < number:
                self.stdout.write(f"{loaded.stories:,} of {number:,} stories …")

        loaded = load_many(number, seed=seed, report=report)
        self.stdout.write(
            f"Added {loaded.stories:,} stories with {loaded.chapters:,} chapters"
            f" and {loaded.comments:,} comments."
        )
