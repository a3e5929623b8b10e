"""What a picture shows is not changed where its format can hold it exactly; colours stay true."""

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


def again(data: bytes) -> Image.Image:
    return Image.open(BytesIO(reencode(BytesIO(data), **LIMITS).read()))


def many_colours() -> Image.Image:
    """Two hundred colours side by side, none of them a round figure."""
    row = Image.new("RGB", (200, 1))
    for x in range(200):
        row.putpixel((x, 0), (x, x * 7 % 256, x * 13 % 256))
    return row.resize((200, 20), Image.Resampling.NEAREST)


def is_the_same(a: Image.Image, b: Image.Image) -> bool:
    return ImageChops.difference(a.convert("RGB"), b.convert("RGB")).getbbox() is None


def test_a_gifs_colours_stay_exactly() -> None:
    steps = [ImageChops.offset(many_colours(), by, 0).quantize(200) for by in range(4)]
    sent = encoded(steps[0], "GIF", save_all=True, append_images=steps[1:], duration=50)
    before, after = Image.open(BytesIO(sent)), again(sent)
    for number in range(4):
        before.seek(number)
        after.seek(number)
        assert is_the_same(before, after)


@pytest.mark.parametrize("moves", [False, True])
def test_a_webp_without_loss_stays_so(moves: bool) -> None:
    turned = ImageChops.offset(many_colours(), 9, 0)
    more = {"save_all": True, "append_images": [turned]} if moves else {}
    assert is_the_same(
        many_colours(), again(encoded(many_colours(), "WEBP", lossless=True, **more))
    )


def test_a_still_for_those_who_cannot_show_an_animation_is_not_played() -> None:
    steps = [Image.new("RGB", (20, 20), (0, 60 * n, 255)) for n in range(3)]
    options = {"default_image": True, "append_images": steps, "duration": [50, 60, 70]}
    after = again(encoded(halves(size=(20, 20)), "PNG", save_all=True, **options))
    assert getattr(after, "n_frames", 1) == 3
    assert after.convert("RGB").getpixel((1, 1)) == (0, 0, 255)


def profile_without_gamma() -> bytes:
    """A profile that reads the same figures as other colours: it takes linear light for sRGB's."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    curve = data.index(b"para")
    # The general curve of sRGB becomes a plain power of one; and it is no longer called sRGB.
    data[curve + 8 : curve + 12] = b"\0\0\0\0"
    data[curve + 12 : curve + 16] = b"\0\x01\0\0"
    data[curve + 8 : curve + 10] = b"\0\0"
    return bytes(data).replace("sRGB".encode("utf-16-be"), "Line".encode("utf-16-be"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_other_colour_spaces_are_carried_over(kind: str) -> None:
    sent = Image.new("RGB", (40, 24), (100, 100, 100))
    after = again(encoded(sent, kind, icc_profile=profile_without_gamma()))
    assert "icc_profile" not in after.info
    pixel = after.convert("RGB").getpixel((20, 12))
    assert isinstance(pixel, tuple) and 160 < pixel[0] < 175  # what linear 100 is in sRGB


def test_a_profile_that_is_none_is_passed_over() -> None:
    after = again(encoded(Image.new("RGB", (40, 24), RED), "PNG", icc_profile=b"no profile"))
    assert after.getpixel((1, 1)) == RED and "icc_profile" not in after.info


def test_countless_scans_are_refused_before_they_are_walked() -> None:
    sent = encoded(halves(size=(600, 600)), "JPEG", progressive=True)
    last_scan = sent[sent.rindex(b"\xff\xda") : -2]
    sent = sent[:-2] + last_scan * MAX_SCANS + sent[-2:]
    with pytest.raises(ValidationError, match="no picture that can be read"):
        reencode(BytesIO(sent), **LIMITS)


@pytest.mark.parametrize("side", [7_000, 10_000, 50_000])
def test_bombs_of_any_size_are_refused_without_a_warning(side: int) -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        with pytest.raises(ValidationError, match="at most 40 million pixels"):
            reencode(BytesIO(bomb(side)), **LIMITS)
    assert told == []
