"""Re-encoding keeps only the pixels of an image, and rejects other files."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from serial.images.reencoding import EXTENSIONS, reencode
from tests.cases import each_case
from tests.images.pictures import SIZE, animation, bomb, picture
from tests.sampling import examples

LIMITS = {"max_bytes": 1_000_000, "max_pixels": 1_000_000, "max_frames": 10}


def reencoded(data: bytes) -> Image.Image:
    return Image.open(BytesIO(reencode(BytesIO(data), **LIMITS).read()))


@pytest.mark.parametrize("image_format", EXTENSIONS)
def test_image_keeps_its_format_and_size(image_format: str) -> None:
    file = reencode(BytesIO(picture(image_format)), **LIMITS)
    image = Image.open(BytesIO(file.read()))
    assert (image.format, image.size) == (image_format, SIZE)
    stem, _, extension = (file.name or "").partition(".")
    assert extension == EXTENSIONS[image_format] and len(stem) == 32


@pytest.mark.parametrize("image_format", ["PNG", "WEBP", "GIF"])
def test_transparent_pixels_stay_transparent(image_format: str) -> None:
    out = BytesIO()
    Image.new("RGBA", SIZE, (0, 0, 0, 0)).save(out, image_format)
    assert reencoded(out.getvalue()).convert("RGBA").getpixel((1, 1))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize("image_format", ["GIF", "WEBP", "PNG"])
def test_animation_keeps_its_frames(image_format: str) -> None:
    image = reencoded(animation(image_format))
    assert getattr(image, "n_frames", 1) == 3


def test_exif_is_removed_and_its_orientation_applied() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "at home"
    exif.get_ifd(0x8825)[2] = (60.0, 10.0, 0.0)
    data = picture("JPEG", exif=exif.tobytes(), comment=b"secret")
    assert b"at home" in data and b"secret" in data
    file = reencode(BytesIO(data), **LIMITS).read()
    image = Image.open(BytesIO(file))
    assert image.size == SIZE[::-1]
    assert not image.getexif()
    assert b"at home" not in file and b"secret" not in file


def test_png_comments_are_removed() -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", "secret")
    assert b"secret" not in reencode(BytesIO(picture("PNG", pnginfo=info)), **LIMITS).read()


def test_data_after_the_end_of_the_image_is_removed() -> None:
    data = picture("GIF") + b"<script>alert(1)</script>"
    assert b"<script>" not in reencode(BytesIO(data), **LIMITS).read()


@each_case(
    ("name", "data"),
    [
        ("a PDF", b"%PDF-1.7\n1 0 obj"),
        ("an SVG", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
        ("a page", b"<!DOCTYPE html><script>alert(1)</script>"),
        ("a TIFF", picture("TIFF")),
        ("a BMP", picture("BMP")),
        ("half a JPEG", picture("JPEG", (300, 300))[:700]),
        ("half a PNG", picture("PNG", (300, 300))[:60]),
        ("nothing", b""),
        ("noise", bytes(range(256)) * 10),
    ],
)
def test_file_that_is_not_a_valid_image_is_rejected(name: str, data: bytes) -> None:
    with pytest.raises(ValidationError, match="cannot be read as a picture"):
        reencode(BytesIO(data), **LIMITS)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (bomb(), "too many pixels. The limit is 1 million"),
        (picture("PNG", (1_200, 1_000)), "too many pixels. The limit is 1 million"),
        (animation("GIF", 11), "too many frames. The limit is 10"),
        (b"x" * 1_000_001, "too large. The limit is 0 MB"),
    ],
    ids=["bomb", "pixels", "frames", "bytes"],
)
def test_message_names_the_exceeded_limit(data: bytes, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        reencode(BytesIO(data), **LIMITS)


@settings(max_examples=examples(60))
@given(st.sampled_from(sorted(EXTENSIONS)), st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_damaged_image_is_reencoded_or_rejected(
    image_format: str, offset: int, damage: bytes
) -> None:
    data = bytearray(picture(image_format))
    data[offset % len(data) : offset % len(data) + len(damage)] = damage
    try:
        reencode(BytesIO(bytes(data)), **LIMITS)
    except ValidationError as error:
        assert error.messages[0]
