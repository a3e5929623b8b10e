"""Fills an empty database with an author, a reader and a chapter, and starts gunicorn.

    PASSWORD=… python -m tests.deploy.small_site --config …

The arguments are gunicorn's. The tables are made as the models say: the migrations and the sample
take four times as long. A process of its own that fills the database would load the site once more.
"""

import os
import sys
from datetime import timedelta

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.utils import timezone
from gunicorn.app.wsgiapp import run  # type: ignore[import-untyped]


def main() -> None:
    django.setup()
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, skip_checks=True, verbosity=0)
    with transaction.atomic():
        add_rows(os.environ["PASSWORD"])
    # gunicorn's workers are copies of this process, and open their own.
    connections.close_all()
    sys.argv = ["gunicorn", "serial.wsgi", *sys.argv[1:]]
    run()


def add_rows(password: str) -> None:
    # Django must have loaded the apps before.
    from allauth.account.models import EmailAddress

    from accounts.authorship import make_author
    from accounts.models import User
    from serial.chapters.releases.releasing import set_release
    from serial.chapters.saving import SaveInfo, create_chapter
    from serial.chapters.texts import ChapterText
    from serial.moderation.check_settings.first_version import add_first_version
    from serial.stories.choices import Visibility
    from serial.stories.models import Credit, Story

    add_first_version(apps, None)
    for name in ("author", "reader"):
        user = User.objects.create_user(name, f"{name}@example.org", password)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    author = User.objects.get(username="author")
    make_author(author)
    story = Story(title="The Lamp", visibility=Visibility.PUBLIC)
    story.save_with_slug()
    Credit.objects.create(story=story, pen_name=author.pen_names.get(), accepted_at=timezone.now())
    text = ChapterText(title="One", body="The lamp went out.")
    chapter = create_chapter(story, text, SaveInfo(by=author))
    set_release(chapter, timezone.now() - timedelta(hours=1))


if __name__ == "__main__":
    main()
