"""A rejected upload returns an error message and stores nothing."""

import pytest
from django.test import Client
from PIL import Image
from pytest_django import Settings

from serial.desk.models import Upload
from tests.images.drawing import animation, encoded, gif_that_grows, picture
from tests.images.pictures import bomb
from tests.images.uploading import stored_files, upload_image
from tests.rolling_back import try_each

UNREADABLE = "This file cannot be read as a picture. Use a JPEG, PNG, WebP or GIF file."


pytestmark = [pytest.mark.usefixtures("media"), pytest.mark.extended]


def error_for(client: Client, data: bytes) -> str:
    """Returns the error message, which must not depend on the file name or content type."""
    responses = [
        upload_image(client, data, name, content_type)
        for name, content_type in (
            ("a.png", "image/png"),
            ("a.jpg", "image/jpeg"),
            ("a", "text/html"),
        )
    ]
    assert [response.status_code for response in responses] == [400] * 3
    assert not stored_files() and not Upload.objects.exists()
    [error] = {message for response in responses for message in response.json()["image"]}
    return str(error)


@try_each(
    "data",
    [
        b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<!DOCTYPE html><script>alert(1)</script>",
        picture("TIFF"),
        picture("BMP"),
        picture("JPEG")[:-200],
        picture("PNG")[:-40],
        picture("WEBP")[:-20],
        b"\xff\xd8\xff",
        b"GIF89a",
    ],
)
def test_file_that_is_not_a_valid_image_is_rejected(author_client: Client, data: bytes) -> None:
    assert error_for(author_client, data) == UNREADABLE


def test_empty_file_is_rejected(author_client: Client) -> None:
    assert error_for(author_client, b"") == "The submitted file is empty."


def test_decompression_bomb_is_rejected_for_its_size(author_client: Client) -> None:
    # The file has no pixel data: if decoding had begun, the message would be UNREADABLE.
    assert "too many pixels. The limit is 25 million" in error_for(author_client, bomb())


@pytest.mark.extended
@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP", "GIF"])
def test_image_with_too_many_pixels_is_rejected(
    author_client: Client, settings: Settings, image_format: str
) -> None:
    settings.IMAGE_MAX_PIXELS = 2_000_000
    data = encoded(Image.new("RGB", (2_000, 1_001)), image_format)
    assert len(data) < 50_000
    assert "too many pixels. The limit is 2 million" in error_for(author_client, data)
    settings.IMAGE_MAX_PIXELS = 2_002_000
    assert upload_image(author_client, data).status_code == 200


def test_pixels_of_all_frames_count_together(author_client: Client, settings: Settings) -> None:
    settings.IMAGE_MAX_PIXELS = 40 * 24 * 4 - 1
    assert "too many pixels" in error_for(author_client, animation("GIF", 4))
    assert upload_image(author_client, animation("GIF", 3)).status_code == 200


def test_animation_with_a_frame_larger_than_its_canvas_is_rejected(
    author_client: Client, settings: Settings
) -> None:
    # The canvas has one pixel; the second frame has nine million, in a valid encoding.
    settings.IMAGE_MAX_PIXELS = 1_000_000
    assert error_for(author_client, gif_that_grows(3_000)) == UNREADABLE


@pytest.mark.parametrize("image_format", ["GIF", "WEBP", "PNG"])
def test_animation_with_too_many_frames_is_rejected(
    author_client: Client, settings: Settings, image_format: str
) -> None:
    settings.IMAGE_MAX_FRAMES = 3
    assert "The limit is 3." in error_for(author_client, animation(image_format, 4))
    assert upload_image(author_client, animation(image_format, 3)).status_code == 200


def test_file_with_too_many_bytes_is_rejected(author_client: Client, settings: Settings) -> None:
    noise = encoded(Image.effect_noise((1_100, 1_100), 90), "PNG")
    settings.IMAGE_MAX_BYTES = 1024 * 1024
    assert len(noise) > settings.IMAGE_MAX_BYTES
    assert "too large. The limit is 1 MB" in error_for(author_client, noise)
    settings.IMAGE_MAX_BYTES = len(noise)
    assert upload_image(author_client, noise).status_code == 200
