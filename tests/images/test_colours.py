"""Re-encoding keeps pixels exactly where the format allows it, and colours as they look."""

import warnings
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageChops, ImageCms

from serial.images.opening import MAX_SCANS
from serial.images.reencoding import reencode
from tests.images.drawing import RED, encoded, halves
from tests.images.pictures import bomb

LIMITS = {"max_bytes": 10_000_000, "max_pixels": 40_000_000, "max_frames": 300}


def reencoded(data: bytes) -> Image.Image:
    return Image.open(BytesIO(reencode(BytesIO(data), **LIMITS).read()))


def many_colours() -> Image.Image:
    """Returns an image with two hundred different colours side by side."""
    row = Image.new("RGB", (200, 1))
    for x in range(200):
        row.putpixel((x, 0), (x, x * 7 % 256, x * 13 % 256))
    return row.resize((200, 20), Image.Resampling.NEAREST)


def has_same_pixels(a: Image.Image, b: Image.Image) -> bool:
    return ImageChops.difference(a.convert("RGB"), b.convert("RGB")).getbbox() is None


def test_colours_of_a_gif_do_not_change() -> None:
    frames = [ImageChops.offset(many_colours(), by, 0).quantize(200) for by in range(4)]
    original = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=50)
    before, after = Image.open(BytesIO(original)), reencoded(original)
    for number in range(4):
        before.seek(number)
        after.seek(number)
        assert has_same_pixels(before, after)


@pytest.mark.parametrize("is_animated", [False, True])
def test_lossless_webp_stays_lossless(is_animated: bool) -> None:
    shifted = ImageChops.offset(many_colours(), 9, 0)
    options = {"save_all": True, "append_images": [shifted]} if is_animated else {}
    assert has_same_pixels(
        many_colours(), reencoded(encoded(many_colours(), "WEBP", lossless=True, **options))
    )


def test_default_image_of_an_animated_png_is_not_a_frame() -> None:
    frames = [Image.new("RGB", (20, 20), (0, 60 * n, 255)) for n in range(3)]
    options = {"default_image": True, "append_images": frames, "duration": [50, 60, 70]}
    after = reencoded(encoded(halves(size=(20, 20)), "PNG", save_all=True, **options))
    assert getattr(after, "n_frames", 1) == 3
    assert after.convert("RGB").getpixel((1, 1)) == (0, 0, 255)


def profile_without_gamma() -> bytes:
    """Returns a colour profile like sRGB, but with linear instead of gamma-encoded values."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    curve = data.index(b"para")
    # Replace the curve of sRGB with a power function of exponent 1, and rename the profile.
    data[curve + 8 : curve + 12] = b"\0\0\0\0"
    data[curve + 12 : curve + 16] = b"\0\x01\0\0"
    data[curve + 8 : curve + 10] = b"\0\0"
    return bytes(data).replace("sRGB".encode("utf-16-be"), "Line".encode("utf-16-be"))


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
def test_other_colour_spaces_are_converted_to_srgb(image_format: str) -> None:
    original = Image.new("RGB", (40, 24), (100, 100, 100))
    after = reencoded(encoded(original, image_format, icc_profile=profile_without_gamma()))
    assert "icc_profile" not in after.info
    pixel = after.convert("RGB").getpixel((20, 12))
    assert isinstance(pixel, tuple) and 160 < pixel[0] < 175  # linear 100 in sRGB


def test_invalid_colour_profile_is_ignored() -> None:
    after = reencoded(encoded(Image.new("RGB", (40, 24), RED), "PNG", icc_profile=b"no profile"))
    assert after.getpixel((1, 1)) == RED and "icc_profile" not in after.info


def test_jpeg_with_too_many_scans_is_rejected_before_decoding() -> None:
    original = encoded(halves(size=(600, 600)), "JPEG", progressive=True)
    last_scan = original[original.rindex(b"\xff\xda") : -2]
    data = original[:-2] + last_scan * MAX_SCANS + original[-2:]
    with pytest.raises(ValidationError, match="cannot be read as a picture"):
        reencode(BytesIO(data), **LIMITS)


@pytest.mark.parametrize("side", [7_000, 10_000, 50_000])
def test_decompression_bombs_are_rejected_without_a_warning(side: int) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with pytest.raises(ValidationError, match="too many pixels. The limit is 40 million"):
            reencode(BytesIO(bomb(side)), **LIMITS)
    assert caught == []
