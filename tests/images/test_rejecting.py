"""What is refused at the upload is refused in words, and leaves nothing behind."""

from pathlib import Path

import pytest
from django.test import Client
from PIL import Image
from pytest_django import Settings

from serial.desk.models import Upload
from tests.images.drawing import animation, encoded, gif_that_grows, picture
from tests.images.pictures import bomb
from tests.images.sending import send, stored

UNREADABLE = "This is no picture that can be read. Use a JPEG, PNG, WebP or GIF file."


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def refusal(client: Client, data: bytes) -> str:
    """The words of the answer, whatever the file was called and declared to be."""
    answers = [
        send(client, data, name, declared)
        for name, declared in (("a.png", "image/png"), ("a.jpg", "image/jpeg"), ("a", "text/html"))
    ]
    assert [answer.status_code for answer in answers] == [400] * 3
    assert not stored() and not Upload.objects.exists()
    [words] = {message for answer in answers for message in answer.json()["image"]}
    return str(words)


@pytest.mark.parametrize(
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
    ids=["PDF", "SVG", "HTML", "TIFF", "BMP", "a JPEG", "a PNG", "a WebP", "no JPEG", "no GIF"],
)
def test_what_is_no_sound_picture(author_client: Client, data: bytes) -> None:
    assert refusal(author_client, data) == UNREADABLE


def test_an_empty_file(author_client: Client) -> None:
    assert refusal(author_client, b"") == "The submitted file is empty."


def test_a_bomb_is_refused_for_its_size(author_client: Client) -> None:
    # Its pixels are not there: whoever began to decode it would call it unreadable.
    assert "at most 25 million pixels" in refusal(author_client, bomb())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_too_many_pixels(author_client: Client, settings: Settings, kind: str) -> None:
    settings.IMAGE_MAX_PIXELS = 2_000_000
    sent = encoded(Image.new("RGB", (2_000, 1_001)), kind)
    assert len(sent) < 50_000
    assert "at most 2 million pixels" in refusal(author_client, sent)
    settings.IMAGE_MAX_PIXELS = 2_002_000
    assert send(author_client, sent).status_code == 200


def test_an_animations_pixels_count_together(author_client: Client, settings: Settings) -> None:
    settings.IMAGE_MAX_PIXELS = 40 * 24 * 4 - 1
    assert "measures too much" in refusal(author_client, animation("GIF", 4))
    assert send(author_client, animation("GIF", 3)).status_code == 200


def test_an_animation_that_outgrows_its_canvas(author_client: Client, settings: Settings) -> None:
    # Its canvas is one pixel; the frame that comes later has nine million, soundly compressed.
    settings.IMAGE_MAX_PIXELS = 1_000_000
    assert refusal(author_client, gif_that_grows(3_000)) == UNREADABLE


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_too_many_frames(author_client: Client, settings: Settings, kind: str) -> None:
    settings.IMAGE_MAX_FRAMES = 3
    assert "at most 3" in refusal(author_client, animation(kind, 4))
    assert send(author_client, animation(kind, 3)).status_code == 200


def test_too_many_bytes(author_client: Client, settings: Settings) -> None:
    noise = encoded(Image.effect_noise((1_100, 1_100), 90), "PNG")
    settings.IMAGE_MAX_BYTES = 1024 * 1024
    assert len(noise) > settings.IMAGE_MAX_BYTES
    assert "too large: at most 1 MB" in refusal(author_client, noise)
    settings.IMAGE_MAX_BYTES = len(noise)
    assert send(author_client, noise).status_code == 200
