"""Of an upload nothing but pixels is kept, and only of what is a picture."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from serial.images.reencoding import ENDINGS, reencode
from tests.images.pictures import SIZE, animation, bomb, picture

LIMITS = {"max_bytes": 1_000_000, "max_pixels": 1_000_000, "max_frames": 10}


def again(data: bytes) -> Image.Image:
    return Image.open(BytesIO(reencode(BytesIO(data), **LIMITS).read()))


@pytest.mark.parametrize("kind", ENDINGS)
def test_a_picture_keeps_its_kind_and_measures(kind: str) -> None:
    file = reencode(BytesIO(picture(kind)), **LIMITS)
    image = Image.open(BytesIO(file.read()))
    assert (image.format, image.size) == (kind, SIZE)
    stem, _, ending = (file.name or "").partition(".")
    assert ending == ENDINGS[kind] and len(stem) == 32


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_what_is_transparent_stays_so(kind: str) -> None:
    empty = BytesIO()
    Image.new("RGBA", SIZE, (0, 0, 0, 0)).save(empty, kind)
    assert again(empty.getvalue()).convert("RGBA").getpixel((1, 1))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_an_animation_keeps_its_frames(kind: str) -> None:
    image = again(animation(kind))
    assert getattr(image, "n_frames", 1) == 3


def test_where_it_was_taken_is_forgotten_and_its_turn_is_taken() -> None:
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


def test_comments_of_png_are_forgotten() -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", "secret")
    assert b"secret" not in reencode(BytesIO(picture("PNG", pnginfo=info)), **LIMITS).read()


def test_what_hides_behind_a_picture_is_gone() -> None:
    data = picture("GIF") + b"<script>alert(1)</script>"
    assert b"<script>" not in reencode(BytesIO(data), **LIMITS).read()


@pytest.mark.parametrize(
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
def test_what_is_no_picture_is_refused_in_words(name: str, data: bytes) -> None:
    with pytest.raises(ValidationError, match="no picture that can be read"):
        reencode(BytesIO(data), **LIMITS)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (bomb(), "at most 1 million pixels"),
        (picture("PNG", (1_200, 1_000)), "at most 1 million pixels"),
        (animation("GIF", 11), "at most 10"),
        (b"x" * 1_000_001, "too large: at most 0 MB"),
    ],
    ids=["bomb", "pixels", "frames", "bytes"],
)
def test_limits_are_said(data: bytes, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        reencode(BytesIO(data), **LIMITS)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(ENDINGS)), st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_a_broken_picture_never_does_worse_than_be_refused(
    kind: str, place: int, damage: bytes
) -> None:
    data = bytearray(picture(kind))
    data[place % len(data) : place % len(data) + len(damage)] = damage
    try:
        reencode(BytesIO(bytes(data)), **LIMITS)
    except ValidationError as refusal:
        assert refusal.messages[0]
