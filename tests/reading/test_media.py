"""/media/ serves the pictures that the site saved, cacheable forever, and no other files."""

import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from serial.markup.options import Options
from serial.markup.rendering import render
from tests.images.drawing import picture
from tests.images.uploading import upload_image, uploaded_path
from tests.rolling_back import try_each

TYPES = {
    "JPEG": ("jpg", "image/jpeg"),
    "PNG": ("png", "image/png"),
    "WEBP": ("webp", "image/webp"),
    "GIF": ("gif", "image/gif"),
}


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    folder = tmp_path / "media"
    folder.mkdir()
    settings.MEDIA_ROOT = folder
    return folder


@try_each("kind", TYPES)
@try_each("name", ["a.html", "../../settings.py", "a.svg", "a", "a.png", "\u202egnp.a"])
def test_picture_is_served_with_its_content_type(
    author_client: Client, guest_client: Client, kind: str, name: str
) -> None:
    ending, content_type = TYPES[kind]
    path = uploaded_path(author_client, picture(kind), name)
    assert re.fullmatch(rf"/media/pictures/\d{{4}}/\d\d/[0-9a-f]{{32}}\.{ending}", path)
    response = guest_client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == content_type
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "max-age=31536000, immutable, s-maxage=30" in response.headers["Cache-Control"]
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_file_names_are_unique(author_client: Client) -> None:
    assert len({uploaded_path(author_client, picture("PNG")) for _ in range(3)}) == 3


def test_inserted_markdown_shows_the_picture(author_client: Client) -> None:
    told = upload_image(author_client, picture("PNG")).json()
    html = render(told["image_code"], Options()).html
    assert html == f'<p><img src="{told["image_path"]}" alt="" loading="lazy" /></p>'


@pytest.mark.parametrize(
    "path",
    [
        *("unknown.png", "pictures", "pictures/", "folder.png", "folder.png/", "", "."),
        *("page.html", "drawing.svg", "page.html?x=.png", "page.html%00.png", "page.html/x.png"),
        *("../settings.py", "%2e%2e/settings.py", "..%2fsettings.py", "%252e%252e/settings.py"),
        *("../secret.png", "%2e%2e/secret.png", "..%2Fsecret.png", "..%5csecret.png"),
        *("/etc/hostname.png", "%2fsecret.png", "x" * 5_000 + ".png", "%ff.png"),
    ],
)
def test_other_files_are_not_served(guest_client: Client, media: Path, path: str, db: None) -> None:
    (media / "pictures").mkdir()
    (media / "folder.png").mkdir()
    (media / "page.html").write_text("<script>alert(1)</script>")
    (media / "drawing.svg").write_text("<svg/>")
    (media.parent / "secret.png").write_bytes(picture("PNG"))
    (media.parent / "settings.py").write_text("SECRET_KEY = 1")
    assert guest_client.get(f"/media/{path}").status_code == 404


def test_pictures_are_read_only(author_client: Client) -> None:
    path = uploaded_path(author_client, picture("PNG"))
    assert author_client.head(path).status_code == 200
    for ask in (author_client.post, author_client.put, author_client.delete):
        assert ask(path).status_code == 405
