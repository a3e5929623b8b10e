"""Who can download an archive, by which link, and how often."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from accounts.models import User
from serial.archive.download.links import LINK_LIFETIME, make_link
from serial.archive.download.pages import DOWNLOADS
from serial.archive.registry.entries import personal_data, personal_data_groups
from serial.personal_data import JsonLines
from serial.stories.models import Story
from tests.archive.download.archives import PAGE, Downloaded, archive_link, download
from tests.archive.people import stored_picture
from tests.conftest import client_of


def test_password_is_asked_again(reader_client: Client) -> None:
    asked = reader_client.get(PAGE)
    assert asked.headers["Location"] == f"/accounts/reauthenticate/?next={PAGE.replace('/', '%2F')}"
    assert PAGE + archive_link(reader_client) != PAGE
    assert reader_client.get(PAGE).headers["Cache-Control"] == "no-store"


def test_member_without_anything_gets_a_small_archive(reader: User, reader_client: Client) -> None:
    response: Any = reader_client.get(make_link(reader), headers={"accept-encoding": "gzip"})
    headers = response.headers
    assert headers["Content-Type"] == "application/zip"
    assert headers["Cache-Control"] == "no-store"
    assert "Content-Encoding" not in headers
    today = timezone.now().date()
    name = f"serial-archive-rosa-{today}.zip"
    assert headers["Content-Disposition"] == f'attachment; filename="{name}"'
    content = b"".join(response.streaming_content)
    assert len(content) < 16 * 1024
    exports = [export for entry in personal_data() for export in entry.exports]
    paths = {export.path for export in exports if isinstance(export, JsonLines)}
    assert set(Downloaded(content).zip.namelist()) == {"README.md", *paths, "manifest.json"}


def test_link_is_only_for_its_member(
    reader: User, other_author: User, author: User, moderator: User, superuser: User
) -> None:
    link = make_link(reader)
    assert Client().get(link).headers["Location"].startswith("/accounts/login/?next=")
    for other in (other_author, author, moderator, superuser):
        assert client_of(other).get(link).status_code == 404
    assert client_of(reader).get(link).status_code == 200
    assert client_of(reader).get(link[:-2] + "x/").status_code == 404
    assert client_of(reader).post(link).status_code == 405


def test_link_expires(reader: User, other_author: User) -> None:
    link = make_link(reader)
    with time_machine.travel(timezone.now() + LINK_LIFETIME - timedelta(minutes=1)):
        assert client_of(reader).get(link).status_code == 200
    with time_machine.travel(timezone.now() + LINK_LIFETIME + timedelta(minutes=1)):
        response: Any = client_of(reader).get(link, follow=True)
        assert response.redirect_chain == [("/accounts/data/", 302)]
        assert "The link has expired." in response.content.decode()
        assert client_of(other_author).get(link).status_code == 404


def test_downloads_are_limited_for_each_member(reader: User, author: User) -> None:
    client, link = client_of(reader), make_link(reader)
    with time_machine.travel(timezone.now()):
        # Browsers and download managers may ask for the headers first.
        statuses = [client.head(link).status_code for _ in range(DOWNLOADS.units + 1)]
        statuses += [client.get(link).status_code for _ in range(DOWNLOADS.units)]
        assert set(statuses) == {200}
        refused = client.get(link)
        assert refused.status_code == 429
        assert int(refused.headers["Retry-After"]) <= DOWNLOADS.seconds
        assert "Too many downloads" in refused.content.decode()
        assert client_of(author).get(make_link(author)).status_code == 200


@pytest.mark.parametrize("name", ["covers/gone.png", "../../etc/passwd"])
def test_missing_picture_is_in_the_manifest(
    name: str, media: Path, story: Story, author: User
) -> None:
    Story.objects.filter(pk=story.pk).update(cover=name)
    archive = download(author)
    path = archive.rows("stories/stories.jsonl")[0]["cover"]
    assert path in archive.text("manifest.json")
    assert path not in archive.zip.namelist()
    assert ".." not in path.split("/")


def test_picture_that_is_used_twice_is_stored_once(media: Path, story: Story, author: User) -> None:
    name = default_storage.save("covers/lamp.png", stored_picture("lamp.png"))
    other = Story(title="Another", cover=name)
    other.save_with_slug()
    other.credits.create(pen_name=story.credits.get().pen_name, accepted_at=timezone.now())
    Story.objects.update(cover=name)
    assert download(author).zip.namelist().count("media/covers/lamp.png") == 1


def test_my_data_lists_what_is_registered(reader_client: Client) -> None:
    page = reader_client.get("/accounts/data/").content.decode()
    for group, entries in personal_data_groups():
        assert f"{group}</summary>" in page
        for entry in entries:
            texts = (entry.name, entry.holds, entry.reason, entry.kept_for, entry.erased)
            is_listed = all(escape(str(text)) in page for text in texts)
            assert is_listed != entry.is_empty, entry.name
    for label in ("Why", "Kept", "When you delete your account"):
        assert f"<dt>{label}</dt>" in page
    # The names of apps mean nothing to members.
    assert "Archive</summary>" not in page and "Desk</summary>" not in page
