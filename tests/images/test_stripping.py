"""Of a picture its pixels are kept, the right way up and moving as they did, and nothing else."""

from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image, ImageOps, ImageSequence
from pytest_django import Settings

from tests.images.drawing import (
    BLUE,
    GREEN,
    RED,
    SECRET,
    SIZE,
    animation,
    encoded,
    exif,
    halves,
    picture,
    step_times,
)
from tests.images.sending import kept_bytes, stored_image

KINDS = ["JPEG", "PNG", "WEBP", "GIF"]


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def is_nearly(pixel: object, colour: tuple[int, ...]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) < 12 for a, b in zip(pixel, colour, strict=True))


@pytest.mark.parametrize("kind", KINDS)
def test_kind_size_and_pixels_stay(author_client: Client, kind: str) -> None:
    image = stored_image(author_client, picture(kind))
    assert (image.format, image.size) == (kind, SIZE)
    pixels = image.convert("RGB")
    assert is_nearly(pixels.getpixel((2, 12)), GREEN) and is_nearly(pixels.getpixel((37, 12)), RED)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_the_camera_wrote_is_gone(author_client: Client, kind: str) -> None:
    sent = picture(kind, exif=exif())
    assert SECRET in sent and Image.open(BytesIO(sent)).getexif().get_ifd(0x8825)
    data = kept_bytes(author_client, sent)
    image = Image.open(BytesIO(data))
    assert SECRET not in data and b"Exif" not in data and b"eXIf" not in data
    assert not image.getexif() and not image.getexif().get_ifd(0x8825)


@pytest.mark.parametrize("kind", ["JPEG", "GIF"])
def test_comments_are_gone(author_client: Client, kind: str) -> None:
    sent = picture(kind, comment=SECRET)
    assert SECRET in sent
    assert SECRET not in kept_bytes(author_client, sent)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_descriptions_and_profiles_are_gone(author_client: Client, kind: str) -> None:
    sent = picture(kind, xmp=b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>", icc_profile=SECRET)
    data = kept_bytes(author_client, sent)
    assert SECRET not in data and b"xmpmeta" not in data


@pytest.mark.parametrize("kind", ["WEBP", "PNG"])
def test_what_the_camera_wrote_is_gone_from_what_moves(author_client: Client, kind: str) -> None:
    sent = animation(kind, exif=exif())
    assert SECRET in sent
    assert SECRET not in kept_bytes(author_client, sent)


def test_comments_are_gone_from_what_moves(author_client: Client) -> None:
    sent = animation("GIF", comment=SECRET)
    assert SECRET in sent
    assert SECRET not in kept_bytes(author_client, sent)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_is_put_upright(author_client: Client, kind: str, orientation: int) -> None:
    sent = picture(kind, exif=exif(orientation))
    meant = ImageOps.exif_transpose(Image.open(BytesIO(sent)))
    image = stored_image(author_client, sent).convert("RGB")
    assert image.size == meant.size == (SIZE if orientation < 5 else SIZE[::-1])
    for place in ((2, 2), (image.width - 3, image.height - 3)):
        pixel = meant.convert("RGB").getpixel(place)
        assert isinstance(pixel, tuple) and is_nearly(image.getpixel(place), pixel)


def test_what_moves_is_put_upright(author_client: Client) -> None:
    image = stored_image(author_client, animation("WEBP", exif=exif(6)))
    assert image.size == SIZE[::-1] and getattr(image, "n_frames", 1) == 4


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_it_moves_as_it_did(author_client: Client, kind: str) -> None:
    sent = animation(kind)
    before, after = Image.open(BytesIO(sent)), stored_image(author_client, sent)
    assert getattr(after, "n_frames", 1) == 4 and after.format == kind
    pairs = zip(ImageSequence.Iterator(before), ImageSequence.Iterator(after), strict=True)
    for (old, new), time in zip(pairs, step_times(), strict=True):
        # WebP tells the time of a frame only once its pixels are there.
        old_pixels, new_pixels = old.convert("RGBA"), new.convert("RGBA")
        assert old.info["duration"] == new.info["duration"] == time
        assert {pixel[3] for _, pixel in old_pixels.getcolors() or []} == {0, 255}  # type: ignore[index]
        for x in range(4, 40, 8):
            old_pixel, new_pixel = old_pixels.getpixel((x, 12)), new_pixels.getpixel((x, 12))
            assert isinstance(old_pixel, tuple) and isinstance(new_pixel, tuple)
            assert old_pixel[3] == new_pixel[3]
            assert not new_pixel[3] or is_nearly(new_pixel[:3], BLUE)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
@pytest.mark.parametrize("loop", [0, 3])
def test_it_repeats_as_often_as_it_did(author_client: Client, kind: str, loop: int) -> None:
    assert stored_image(author_client, animation(kind, loop=loop)).info.get("loop") == loop


def test_what_plays_once_plays_once(author_client: Client) -> None:
    sent = animation("GIF", loop=None)
    assert "loop" not in Image.open(BytesIO(sent)).info
    assert "loop" not in stored_image(author_client, sent).info


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_transparency_stays(author_client: Client, kind: str) -> None:
    image = Image.new("RGBA", SIZE, (0, 0, 0, 0))
    image.paste((*BLUE, 255), (0, 0, 20, 24))
    result = stored_image(author_client, encoded(image, kind)).convert("RGBA")
    left, right = result.getpixel((5, 5)), result.getpixel((35, 5))
    assert isinstance(left, tuple) and isinstance(right, tuple)
    assert (left[3], right[3]) == (255, 0) and is_nearly(left[:3], BLUE)


def test_a_palette_with_half_transparent_colours(author_client: Client) -> None:
    image = halves("P")
    sent = encoded(image, "PNG", transparency=bytes([128] * 256))
    pixel = stored_image(author_client, sent).convert("RGBA").getpixel((2, 12))
    assert isinstance(pixel, tuple) and pixel[3] == 128


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "1"), ("PNG", "LA"), ("PNG", "I;16"), ("PNG", "P")],
)
def test_other_ways_to_write_colours(author_client: Client, kind: str, mode: str) -> None:
    image = Image.new(mode, SIZE) if mode == "I;16" else halves(mode)
    assert stored_image(author_client, encoded(image, kind)).size == SIZE


def test_a_telephones_jpeg_with_a_second_picture_in_it(author_client: Client) -> None:
    # Telephones add a depth or brightness map; readers have use for the first picture only.
    sent = encoded(halves(), "MPO", save_all=True, append_images=[Image.new("RGB", SIZE, BLUE)])
    image = stored_image(author_client, sent)
    assert (image.format, image.size, getattr(image, "n_frames", 1)) == ("JPEG", SIZE, 1)
    assert is_nearly(image.getpixel((2, 12)), GREEN)


def test_a_page_behind_the_end_is_gone(author_client: Client) -> None:
    page = b"<html><script>alert(1)</script></html>"
    data = kept_bytes(author_client, picture("GIF") + page)
    assert b"script" not in data and data.endswith(b";")
