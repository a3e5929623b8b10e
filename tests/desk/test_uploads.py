"""Pictures that authors put up, from the editor and as covers."""

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

HERE = "/desk/markdownx/upload/"


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_an_upload_is_served_and_rendered(
    author_client: Client, guest_client: Client, author: User
) -> None:
    told = author_client.post(HERE, {"image": upload(picture("PNG"), "../../evil.html")}).json()
    html = render(told["image_code"], Options()).html
    assert f'src="{told["image_path"]}"' in html
    answer = guest_client.get(told["image_path"])
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "immutable" in answer.headers["Cache-Control"]
    assert Upload.objects.get().uploaded_by == author


@pytest.mark.parametrize("visitor", ["guest", "reader", "moderator"])
def test_only_authors_may(
    visitor: str, request: pytest.FixtureRequest, db: None, media: Path
) -> None:
    client: Client = request.getfixturevalue(f"{visitor}_client")
    answer = client.post(HERE, {"image": upload(picture("PNG"))})
    # The editor's script reads whatever comes as JSON, and stays faded where it is not.
    assert answer.status_code == 403 and "author" in answer.json()["image"][0]
    assert files(media) == []


def test_a_page_of_another_site_may_not(author: User, media: Path) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    assert client.post(HERE, {"image": upload(picture("PNG"))}).status_code == 403
    assert files(media) == []


@pytest.mark.parametrize("data", [b"<svg/>", b"%PDF-1.7", b"<script>", b"", bomb()], ids=repr)
def test_what_is_no_picture_is_refused_and_leaves_nothing(
    author_client: Client, data: bytes, media: Path
) -> None:
    answer = author_client.post(HERE, {"image": upload(data)})
    assert answer.status_code == 400 and answer.json()["image"][0]
    assert files(media) == [] and not Upload.objects.exists()


def test_no_file_at_all(author_client: Client) -> None:
    for sent in ({"image": "words"}, {}):
        answer = author_client.post(HERE, sent)
        assert answer.status_code == 400 and "Choose a JPEG" in answer.json()["image"][0]
    assert author_client.get(HERE).status_code == 405


def test_an_hours_allowance_is_each_authors_own(
    author_client: Client, other_author_client: Client, settings: Settings, media: Path
) -> None:
    settings.UPLOADS_PER_HOUR = 2

    def put_up(client: Client) -> int:
        answer = client.post(HERE, {"image": upload(picture("PNG"))})
        if answer.status_code == 429:
            assert answer.headers["Retry-After"] and answer.json()["image"][0]
        return answer.status_code

    assert [put_up(author_client) for _ in range(3)] == [200, 200, 429]
    assert put_up(other_author_client) == 200
    assert len(files(media)) == 3


@pytest.mark.parametrize(
    "path",
    [
        *("nothing.png", "pictures", "pictures/", "../settings.py", "/etc/passwd"),
        *("page.html", "drawing.svg", "a\0.png", "%2e%2e/secret.png", "../secret.png"),
    ],
)
def test_nothing_else_is_served(guest_client: Client, media: Path, path: str) -> None:
    (media / "pictures").mkdir()
    (media / "page.html").write_text("<script>alert(1)</script>")
    (media / "drawing.svg").write_text("<svg/>")
    (media.parent / "secret.png").write_bytes(picture("PNG"))
    answer = guest_client.get(f"/media/{quote(path, safe='/%')}")
    assert answer.status_code == 404


def test_the_allowance_comes_back_after_an_hour(author_client: Client, settings: Settings) -> None:
    settings.UPLOADS_PER_HOUR = 1
    assert author_client.post(HERE, {"image": upload(picture("PNG"))}).status_code == 200
    assert author_client.post(HERE, {"image": upload(picture("PNG"))}).status_code == 429
    Upload.objects.update(uploaded_at=timezone.now() - timedelta(hours=1, seconds=1))
    assert author_client.post(HERE, {"image": upload(picture("PNG"))}).status_code == 200


def test_a_page_of_our_own_may(author: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    client.get("/desk/chapters/chapter/add/")
    token = {"X-CSRFToken": client.cookies["csrftoken"].value}
    answer = client.post(HERE, {"image": upload(picture("PNG"))}, headers=token)
    assert answer.status_code == 200


def change(story: Story) -> str:
    return f"/desk/stories/story/{story.pk}/change/"


def test_a_cover_is_made_anew(author_client: Client, story: Story, media: Path) -> None:
    typed = {"cover": upload(picture("JPEG"), "x.jpg"), "cover_alt": "A lamp"}
    answer = author_client.post(change(story), {**open_form(author_client, change(story)), **typed})
    assert answer.status_code == 302
    story.refresh_from_db()
    assert (story.cover.width, story.cover.height) == SIZE
    assert "A lamp" in author_client.get(story.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7", "Use a JPEG, PNG, WebP or GIF file."),
        (bomb(), "measures too much: at most 25 million pixels"),
    ],
    ids=["pdf", "bomb"],
)
def test_a_cover_that_is_none(
    author_client: Client, story: Story, media: Path, data: bytes, says: str
) -> None:
    typed = {"title": "Retitled", "summary": "All that I typed.", "cover_alt": "A lamp"}
    sent = {**open_form(author_client, change(story)), **typed, "cover": upload(data)}
    answer = author_client.post(change(story), sent)
    page = answer.content.decode()
    assert answer.status_code == 200 and says in page
    fields = form_fields(page)
    assert {name: fields[name] for name in typed} == {k: [v] for k, v in typed.items()}
    assert files(media) == []


def test_a_cover_says_what_it_shows(author_client: Client, story: Story) -> None:
    sent = {**open_form(author_client, change(story)), "cover": upload(picture("PNG"))}
    page = author_client.post(change(story), sent).content.decode()
    assert "Say what the cover shows" in page
