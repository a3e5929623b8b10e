import secrets
import socket

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.authorship import make_author
from accounts.models import User
from accounts.models.user import MODERATORS
from serial.desk.sample.comments_loading import load_sample_comments
from serial.desk.sample.loading import load_sample
from serial.desk.sample.moderation_loading import load_sample_moderation
from serial.policies.acceptance import Published, record_acceptance


class Command(BaseCommand):
    help = (
        "Creates or updates the database. In development, an empty database also gets the sample"
        " story and four demo accounts."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, required=True, help="the port of the site")

    def handle(self, *args: object, port: int, **options: object) -> None:
        if not _is_free(port):
            raise CommandError(
                f"Port {port} is in use. Choose another port, for example: make run PORT=9000"
            )
        call_command("migrate", verbosity=0)
        if settings.DEBUG and not User.objects.exists():
            self._add_demo_content()
        url = f"http://127.0.0.1:{port}/"
        self.stdout.write(f"Site   {url}\nDesk   {url}desk/\nAdmin  {url}admin/")

    @transaction.atomic
    def _add_demo_content(self) -> None:
        self.stdout.write("Demo accounts. Note the passwords: they are not shown again.")
        author, reader, moderator, administrator = (
            self._add_account(name) for name in ("author", "reader", "moderator", "administrator")
        )
        make_author(author)
        moderator.groups.add(Group.objects.get_or_create(name=MODERATORS)[0])
        administrator.is_superuser = administrator.is_staff = True
        administrator.save()
        story = load_sample(author)
        if story is not None:
            load_sample_comments(story, author, reader)
            load_sample_moderation(story, author, reader, moderator)

    def _add_account(self, name: str) -> User:
        password = secrets.token_urlsafe(9)
        user = User.objects.create_user(name, f"{name}@example.org", password)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        record_acceptance(user.pk, Published.read().current)
        self.stdout.write(f"  {name:13} {password}")
        return user


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
