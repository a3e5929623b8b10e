"""A picture that is replaced or cleared, or whose row is deleted, is deleted from the storage."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.models import MemberProfile, User
from serial.desk.models import Upload
from serial.stories.models import Story
from serial.stories.unused_pictures import UNNAMED_PERIOD
from tests.conftest import pen_name_of
from tests.desk.forms import open_form
from tests.images.pictures import picture, upload

Save = Callable[..., None]
CaptureCallbacks = Callable[..., AbstractContextManager[object]]


@pytest.fixture
def save(django_capture_on_commit_callbacks: CaptureCallbacks) -> Save:
    """Submits a form with other values, as a browser does."""

    def submit(client: Client, path: str, **values: object) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(path, {**open_form(client, path), **values})
        assert response.status_code == 302

    return submit


def files(media: Path) -> set[str]:
    return {str(path.relative_to(media)) for path in media.rglob("*.*") if path.is_file()}


@pytest.mark.parametrize("admin", ["desk", "admin"])
def test_picture_of_a_pen_name(
    admin: str,
    author: User,
    author_client: Client,
    superuser_client: Client,
    media: Path,
    save: Save,
) -> None:
    client = author_client if admin == "desk" else superuser_client
    pen_name = pen_name_of(author)
    change = f"/{admin}/accounts/penname/{pen_name.pk}/change/"
    for image_format in ("PNG", "JPEG"):
        save(client, change, picture=upload(picture(image_format)), picture_alt="Me")
        pen_name.refresh_from_db()
        assert files(media) == {pen_name.picture.name}
    save(client, change, picture_alt="Nobody")
    assert files(media) == {pen_name.picture.name}
    save(client, change, **{"picture-clear": "on", "picture_alt": ""})
    assert files(media) == set()


@pytest.mark.extended
@pytest.mark.parametrize("admin", ["desk", "admin"])
def test_cover_of_a_story(
    admin: str,
    story: Story,
    author_client: Client,
    superuser_client: Client,
    media: Path,
    save: Save,
) -> None:
    client = author_client if admin == "desk" else superuser_client
    appearance, about = (
        f"/{admin}/stories/story/{story.pk}/{tab}/" for tab in ("appearance", "about")
    )
    pictures: list[set[str]] = []
    for image_format in ("PNG", "JPEG"):
        save(client, appearance, cover=upload(picture(image_format)), cover_alt="A lamp")
        story.refresh_from_db()
        pictures.append({name for name in files(media) if not name.endswith(".svg")})
        # With the two that pages show.
        assert len(pictures[-1]) == 3 and str(story.cover) in pictures[-1]
    assert not pictures[0] & pictures[1]
    save(client, about, title="Another title")
    assert str(story.cover) in files(media)
    save(client, appearance, **{"cover-clear": "on", "cover_alt": ""})
    assert str(story.cover) not in files(media)
    assert Client().get(f"/media/{story.cover}").status_code == 404


def test_refused_form_keeps_the_picture(author: User, author_client: Client, media: Path) -> None:
    pen_name = pen_name_of(author)
    pen_name.picture.save("me.png", ContentFile(b"a face"))
    change = f"/desk/accounts/penname/{pen_name.pk}/change/"
    response = author_client.post(change, {"name": "", "picture-clear": "on"})
    assert response.status_code == 200 and files(media) == {pen_name.picture.name}


@pytest.mark.parametrize("action", [False, True])
def test_row_that_is_deleted_in_the_admin(
    action: bool,
    reader: User,
    superuser_client: Client,
    media: Path,
    django_capture_on_commit_callbacks: CaptureCallbacks,
) -> None:
    profile = MemberProfile(user=reader)
    profile.picture.save("me.png", ContentFile(b"a face"))
    shown = Upload(uploaded_by=reader, size=9)
    shown.file.save("map.png", ContentFile(b"a map"))
    for row in (profile, shown):
        path = f"/admin/{row._meta.app_label}/{row._meta.model_name}/"
        url = path if action else f"{path}{row.pk}/delete/"
        chosen = {"action": "delete_selected", "_selected_action": [row.pk]} if action else {}
        with django_capture_on_commit_callbacks(execute=True):
            superuser_client.post(url, {"post": "yes", **chosen})
        assert not type(row)._default_manager.exists()
    assert files(media) == set()


@pytest.mark.age_of_files
def test_daily_command_removes_pictures_that_no_row_names(
    author: User, reader: User, story: Story, media: Path
) -> None:
    pen_name_of(author).picture.save("me.png", ContentFile(b"a face"))
    MemberProfile(user=reader).picture.save("me.png", ContentFile(b"a face"))
    story.cover.save("cover.png", ContentFile(picture("PNG")))
    named = files(media)
    unnamed = [
        default_storage.save(f"{folder}/former.png", ContentFile(b"a face"))
        for folder in ("people", "members", "covers", "pictures/2026/01")
    ]
    call_command("draw_covers")
    assert {*named, *unnamed} <= files(media)
    past = (timezone.now() - UNNAMED_PERIOD).timestamp() - 1
    for name in (*named, *unnamed):
        os.utime(media / name, (past, past))
    call_command("draw_covers")
    assert {name for name in files(media) if "former" in name} == {unnamed[-1]}
    assert named <= files(media)
