"""An uploaded image keeps its pixels, upright, and its animation, but no metadata."""

from io import BytesIO

import pytest
from django.test import Client
from PIL import Image, ImageOps, ImageSequence

from tests.images.drawing import (
    BLUE,
    GREEN,
    RED,
    SECRET,
    SIZE,
    animation,
    encoded,
    exif,
    frame_durations,
    halves,
    picture,
)
from tests.images.uploading import stored_bytes, stored_image
from tests.rolling_back import try_each

FORMATS = ["JPEG", "PNG", "WEBP", "GIF"]


pytestmark = [pytest.mark.usefixtures("media"), pytest.mark.extended]


def is_close_to(pixel: object, colour: tuple[int, ...]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) < 12 for a, b in zip(pixel, colour, strict=True))


@try_each("image_format", FORMATS)
def test_format_size_and_pixels_stay(author_client: Client, image_format: str) -> None:
    image = stored_image(author_client, picture(image_format))
    assert (image.format, image.size) == (image_format, SIZE)
    pixels = image.convert("RGB")
    assert is_close_to(pixels.getpixel((2, 12)), GREEN) and is_close_to(
        pixels.getpixel((37, 12)), RED
    )


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
def test_exif_is_removed(author_client: Client, image_format: str) -> None:
    original = picture(image_format, exif=exif())
    assert SECRET in original and Image.open(BytesIO(original)).getexif().get_ifd(0x8825)
    data = stored_bytes(author_client, original)
    image = Image.open(BytesIO(data))
    assert SECRET not in data and b"Exif" not in data and b"eXIf" not in data
    assert not image.getexif() and not image.getexif().get_ifd(0x8825)


@pytest.mark.parametrize("image_format", ["JPEG", "GIF"])
def test_comments_are_removed(author_client: Client, image_format: str) -> None:
    original = picture(image_format, comment=SECRET)
    assert SECRET in original
    assert SECRET not in stored_bytes(author_client, original)


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
def test_xmp_and_colour_profile_are_removed(author_client: Client, image_format: str) -> None:
    original = picture(
        image_format, xmp=b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>", icc_profile=SECRET
    )
    data = stored_bytes(author_client, original)
    assert SECRET not in data and b"xmpmeta" not in data


@pytest.mark.parametrize("image_format", ["WEBP", "PNG"])
def test_exif_is_removed_from_animations(author_client: Client, image_format: str) -> None:
    original = animation(image_format, exif=exif())
    assert SECRET in original
    assert SECRET not in stored_bytes(author_client, original)


def test_comments_are_removed_from_animations(author_client: Client) -> None:
    original = animation("GIF", comment=SECRET)
    assert SECRET in original
    assert SECRET not in stored_bytes(author_client, original)


@pytest.mark.extended
@try_each("image_format", ["JPEG", "PNG", "WEBP"])
@try_each("orientation", range(1, 9))
def test_image_is_rotated_upright(
    author_client: Client, image_format: str, orientation: int
) -> None:
    original = picture(image_format, exif=exif(orientation))
    expected = ImageOps.exif_transpose(Image.open(BytesIO(original)))
    image = stored_image(author_client, original).convert("RGB")
    assert image.size == expected.size == (SIZE if orientation < 5 else SIZE[::-1])
    for position in ((2, 2), (image.width - 3, image.height - 3)):
        pixel = expected.convert("RGB").getpixel(position)
        assert isinstance(pixel, tuple) and is_close_to(image.getpixel(position), pixel)


def test_animation_is_rotated_upright(author_client: Client) -> None:
    image = stored_image(author_client, animation("WEBP", exif=exif(6)))
    assert image.size == SIZE[::-1] and getattr(image, "n_frames", 1) == 4


@pytest.mark.parametrize("image_format", ["GIF", "WEBP", "PNG"])
def test_animation_keeps_its_frames_and_durations(author_client: Client, image_format: str) -> None:
    original = animation(image_format)
    before, after = Image.open(BytesIO(original)), stored_image(author_client, original)
    assert getattr(after, "n_frames", 1) == 4 and after.format == image_format
    pairs = zip(ImageSequence.Iterator(before), ImageSequence.Iterator(after), strict=True)
    for (old, new), duration in zip(pairs, frame_durations(), strict=True):
        # Pillow sets the duration of a WebP frame only when it decodes the frame's pixels.
        old_pixels, new_pixels = old.convert("RGBA"), new.convert("RGBA")
        assert old.info["duration"] == new.info["duration"] == duration
        assert {pixel[3] for _, pixel in old_pixels.getcolors() or []} == {0, 255}  # type: ignore[index]
        for x in range(4, 40, 8):
            old_pixel, new_pixel = old_pixels.getpixel((x, 12)), new_pixels.getpixel((x, 12))
            assert isinstance(old_pixel, tuple) and isinstance(new_pixel, tuple)
            assert old_pixel[3] == new_pixel[3]
            assert not new_pixel[3] or is_close_to(new_pixel[:3], BLUE)


@try_each("image_format", ["GIF", "WEBP", "PNG"])
@try_each("loop", [0, 3])
def test_animation_keeps_its_number_of_repetitions(
    author_client: Client, image_format: str, loop: int
) -> None:
    assert stored_image(author_client, animation(image_format, loop=loop)).info.get("loop") == loop


def test_animation_that_plays_once_still_plays_once(author_client: Client) -> None:
    original = animation("GIF", loop=None)
    assert "loop" not in Image.open(BytesIO(original)).info
    assert "loop" not in stored_image(author_client, original).info


@pytest.mark.parametrize("image_format", ["PNG", "WEBP", "GIF"])
def test_transparency_stays(author_client: Client, image_format: str) -> None:
    image = Image.new("RGBA", SIZE, (0, 0, 0, 0))
    image.paste((*BLUE, 255), (0, 0, 20, 24))
    result = stored_image(author_client, encoded(image, image_format)).convert("RGBA")
    left, right = result.getpixel((5, 5)), result.getpixel((35, 5))
    assert isinstance(left, tuple) and isinstance(right, tuple)
    assert (left[3], right[3]) == (255, 0) and is_close_to(left[:3], BLUE)


def test_partly_transparent_palette_colours_stay(author_client: Client) -> None:
    image = halves("P")
    original = encoded(image, "PNG", transparency=bytes([128] * 256))
    pixel = stored_image(author_client, original).convert("RGBA").getpixel((2, 12))
    assert isinstance(pixel, tuple) and pixel[3] == 128


@try_each(
    "image_format, mode",
    [("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "1"), ("PNG", "LA"), ("PNG", "I;16"), ("PNG", "P")],
)
def test_other_colour_modes_are_accepted(
    author_client: Client, image_format: str, mode: str
) -> None:
    image = Image.new(mode, SIZE) if mode == "I;16" else halves(mode)
    assert stored_image(author_client, encoded(image, image_format)).size == SIZE


def test_second_image_in_a_phone_photo_is_removed(author_client: Client) -> None:
    # Phones add a depth or brightness map; only the first image is shown.
    original = encoded(halves(), "MPO", save_all=True, append_images=[Image.new("RGB", SIZE, BLUE)])
    image = stored_image(author_client, original)
    assert (image.format, image.size, getattr(image, "n_frames", 1)) == ("JPEG", SIZE, 1)
    assert is_close_to(image.getpixel((2, 12)), GREEN)


def test_html_after_the_end_of_the_image_is_removed(author_client: Client) -> None:
    page = b"<html><script>alert(1)</script></html>"
    data = stored_bytes(author_client, picture("GIF") + page)
    assert b"script" not in data and data.endswith(b";")
