"""Pictures that authors upload in the editor and as covers."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from serial.desk.models import Upload
from serial.markup.options import Options
from serial.markup.rendering import render
from serial.stories.models import Story
from tests.desk.forms import form_fields, open_form
from tests.images.pictures import SIZE, bomb, picture, upload
from tests.images.uploading import UPLOAD, stored_files
from tests.rolling_back import try_each

pytestmark = pytest.mark.usefixtures("media")


def test_upload_is_served_and_rendered(
    author_client: Client, guest_client: Client, author: User
) -> None:
    data = author_client.post(UPLOAD, {"image": upload(picture("PNG"), "../../evil.html")}).json()
    html = render(data["image_code"], Options()).html
    assert f'src="{data["image_path"]}"' in html
    response = guest_client.get(data["image_path"])
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "immutable" in response.headers["Cache-Control"]
    assert Upload.objects.get().uploaded_by == author


@pytest.mark.parametrize("visitor", ["guest", "reader", "moderator"])
def test_only_authors_can_upload(visitor: str, request: pytest.FixtureRequest, db: None) -> None:
    client: Client = request.getfixturevalue(f"{visitor}_client")
    response = client.post(UPLOAD, {"image": upload(picture("PNG"))})
    # The editor's script parses every response as JSON.
    assert response.status_code == 403 and "author" in response.json()["image"][0]
    assert stored_files() == []


def test_request_without_csrf_token_is_refused(author: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    assert client.post(UPLOAD, {"image": upload(picture("PNG"))}).status_code == 403
    assert stored_files() == []


@try_each("data", [b"<svg/>", b"%PDF-1.7", b"<script>", b"", bomb()])
def test_file_that_is_no_picture_is_refused(author_client: Client, data: bytes) -> None:
    response = author_client.post(UPLOAD, {"image": upload(data)})
    assert response.status_code == 400 and response.json()["image"][0]
    assert stored_files() == [] and not Upload.objects.exists()


def test_missing_file_is_refused(author_client: Client) -> None:
    for payload in ({"image": "words"}, {}):
        response = author_client.post(UPLOAD, payload)
        assert response.status_code == 400 and "Choose a JPEG" in response.json()["image"][0]
    assert author_client.get(UPLOAD).status_code == 405


def test_hourly_limit_is_per_author(
    author_client: Client, other_author_client: Client, settings: Settings, media: Path
) -> None:
    settings.UPLOADS_PER_HOUR = 2

    def upload_status(client: Client) -> int:
        response = client.post(UPLOAD, {"image": upload(picture("PNG"))})
        if response.status_code == 429:
            assert response.headers["Retry-After"] and response.json()["image"][0]
        return response.status_code

    assert [upload_status(author_client) for _ in range(3)] == [200, 200, 429]
    assert upload_status(other_author_client) == 200
    assert len(stored_files()) == 3


@pytest.mark.parametrize(
    "path",
    [
        *("nothing.png", "pictures", "pictures/", "../settings.py", "/etc/passwd"),
        *("page.html", "drawing.svg", "a\0.png", "%2e%2e/secret.png", "../secret.png"),
    ],
)
def test_other_files_are_not_served(guest_client: Client, media: Path, path: str) -> None:
    (media / "pictures").mkdir()
    (media / "page.html").write_text("<script>alert(1)</script>")
    (media / "drawing.svg").write_text("<svg/>")
    (media.parent / "secret.png").write_bytes(picture("PNG"))
    response = guest_client.get(f"/media/{quote(path, safe='/%')}")
    assert response.status_code == 404


def test_limit_resets_after_an_hour(author_client: Client, settings: Settings) -> None:
    settings.UPLOADS_PER_HOUR = 1
    assert author_client.post(UPLOAD, {"image": upload(picture("PNG"))}).status_code == 200
    assert author_client.post(UPLOAD, {"image": upload(picture("PNG"))}).status_code == 429
    Upload.objects.update(uploaded_at=timezone.now() - timedelta(hours=1, seconds=1))
    assert author_client.post(UPLOAD, {"image": upload(picture("PNG"))}).status_code == 200


def test_request_with_csrf_token_is_accepted(author: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    client.get("/desk/chapters/chapter/add/")
    token = {"X-CSRFToken": client.cookies["csrftoken"].value}
    response = client.post(UPLOAD, {"image": upload(picture("PNG"))}, headers=token)
    assert response.status_code == 200


def change_url(story: Story) -> str:
    return f"/desk/stories/story/{story.pk}/appearance/"


def test_cover_is_re_encoded(author_client: Client, story: Story, media: Path) -> None:
    typed = {"cover": upload(picture("JPEG"), "x.jpg"), "cover_alt": "A lamp"}
    response = author_client.post(
        change_url(story), {**open_form(author_client, change_url(story)), **typed}
    )
    assert response.status_code == 302
    story.refresh_from_db()
    assert (story.cover.width, story.cover.height) == SIZE
    assert "A lamp" in author_client.get(story.get_absolute_url()).content.decode()


@pytest.mark.extended
@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"%PDF-1.7", "Use a JPEG, PNG, WebP or GIF file."),
        (bomb(), "too many pixels. The limit is 25 million"),
    ],
    ids=["pdf", "bomb"],
)
def test_invalid_cover_is_refused(
    author_client: Client, story: Story, data: bytes, error: str
) -> None:
    typed = {"cover_alt": "A lamp"}
    form_data = {**open_form(author_client, change_url(story)), **typed, "cover": upload(data)}
    response = author_client.post(change_url(story), form_data)
    page = response.content.decode()
    assert response.status_code == 200 and error in page
    fields = form_fields(page)
    assert {name: fields[name] for name in typed} == {k: [v] for k, v in typed.items()}
    assert stored_files() == []


def test_cover_requires_a_description(author_client: Client, story: Story) -> None:
    form_data = {**open_form(author_client, change_url(story)), "cover": upload(picture("PNG"))}
    page = author_client.post(change_url(story), form_data).content.decode()
    assert "Describe the cover" in page
