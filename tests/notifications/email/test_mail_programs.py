"""mutt reads the emails as plain text; nothing in them tells the site that they were read."""

import contextlib
import mailbox
import os
import pty
import re
import select
import shutil
import subprocess
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from accounts.models import User
from serial.notifications.choices import EmailFrequency
from serial.stories.models import Story
from tests.conftest import MakeChapter
from tests.missing_programs import skip_without
from tests.notifications.email.telling import announce_releases, choose, digests, send

pytestmark = pytest.mark.django_db
BODY = (
    "The *lamp* & the night — “it burns”, said Zoë.\n\n" + "Some more words of it. " * 12 + "\n\n"
    "***\n\n[A link](https://example.org/one) and a mark[^1].\n\n[^1]: The note."
)
DAILY = EmailFrequency.DAILY


@pytest.fixture
def emails(follower: User, make_chapter: MakeChapter) -> list[EmailMultiAlternatives]:
    """Of a whole chapter, and of the digest that has the next one."""
    Story.objects.update(emails_whole_chapters=True)
    make_chapter(BODY, title="One < two", release_in=-timedelta(minutes=1))
    announce_releases()
    chapter = send()
    choose(follower, DAILY)
    make_chapter(BODY, title="Three", release_in=-timedelta(minutes=1))
    announce_releases()
    return [*chapter, *send(digests()[0].due_at)]


def test_mutt_shows_the_text(emails: list[EmailMultiAlternatives], tmp_path: Path) -> None:
    mutt = shutil.which("mutt") or skip_without("mutt", "mutt")
    chapter, digest = (show_in(mutt, email, tmp_path) for email in emails)
    for text in ("The lamp & the night — “it burns”, said Zoë.", "[1]", "The note."):
        assert text in chapter
    assert "One < two" in chapter and "Three" in digest
    for text in (chapter, digest):
        assert "Subject: " in text and "/unsubscribe/" in text
        assert "<p" not in text and "&amp;" not in text and "=E2" not in text
        lines = text.splitlines()
        assert all(len(line) <= 80 or "http" in line for line in lines), max(lines, key=len)


def show_in(mutt: str, email: EmailMultiAlternatives, folder: Path) -> str:
    """Returns what mutt gives its pager if it prefers plain text."""
    box = mailbox.mbox(folder / "box")
    box.clear()
    box.add(mailbox.mboxMessage(email.message()))
    box.close()
    commands = [
        *(f"set folder={folder}", "set pager='cp %s shown'", "set charset=utf-8"),
        *("set wait_key=no quit=yes prompt_after=no", "ignore *", "unignore subject from"),
        *("alternative_order text/plain text/html", "push <display-message><exit>"),
    ]
    options = [option for command in commands for option in ("-e", command)]
    environment = {"HOME": str(folder), "TERM": "xterm", "LC_ALL": "C.UTF-8"}
    main, terminal = pty.openpty()
    with subprocess.Popen(  # noqa: S603 - fixed arguments
        [mutt, "-n", "-F", "/dev/null", "-R", "-f", "box", *options],
        env={**os.environ, **environment},
        cwd=folder,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
    ) as process:
        os.close(terminal)
        end = time.monotonic() + 30
        # What it draws is read, or it would wait.
        while process.poll() is None and time.monotonic() < end:
            if select.select([main], [], [], 0.1)[0]:
                _read(main)
        process.kill()
    os.close(main)
    return (folder / "shown").read_text()


def _read(screen: int) -> None:
    with contextlib.suppress(OSError):
        os.read(screen, 65536)


def test_no_pixel_and_no_tracked_links(
    emails: list[EmailMultiAlternatives], follower: User
) -> None:
    """The same for all readers, but for the way out; pictures are those of the story."""
    for email in emails:
        html = str(email.alternatives[0][0])
        assert "<img" not in html
        assert "url(" not in html
        links = set(re.findall(r'href="([^"]+)"', html))
        assert links, html
        for link in links:
            assert "?" not in link and str(follower.pk) not in link.rpartition("/unsubscribe/")[0]
            if link.startswith("http://testserver/") and "/unsubscribe/" not in link:
                response = Client().get(link.removeprefix("http://testserver"))
                assert response.status_code in {200, 302} and not response.cookies
