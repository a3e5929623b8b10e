"""Images that make a wrong rotation, colour, speed or transparency visible."""

import struct
from io import BytesIO
from typing import Any

from PIL import Image

SIZE = (40, 24)
RED, GREEN, BLUE = (200, 30, 30), (30, 180, 30), (30, 30, 200)
SECRET = b"where the author lives"


def encoded(image: Image.Image, image_format: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, image_format, **options)
    return out.getvalue()


def halves(mode: str = "RGB", size: tuple[int, int] = SIZE) -> Image.Image:
    """Returns a red image with a green left half, so that a rotation is visible."""
    image = Image.new("RGB", size, RED)
    image.paste(GREEN, (0, 0, size[0] // 2, size[1]))
    return image.convert(mode)


def picture(image_format: str, **options: Any) -> bytes:
    return encoded(halves(), image_format, **options)


def animation(image_format: str, frames: int = 4, **options: Any) -> bytes:
    """Returns a blue square that moves on a transparent background.

    Each frame is shown longer than the previous one.
    """
    frame_images = []
    for number in range(frames):
        frame = Image.new("RGBA", SIZE, (0, 0, 0, 0))
        frame.paste((*BLUE, 255), (number * 8 % 32, 8, number * 8 % 32 + 8, 16))
        frame_images.append(frame)
    # With these key frames, WebP's encoder sets the alpha flag.
    format_options = {"GIF": {"disposal": 2}, "WEBP": {"lossless": True, "kmin": 1, "kmax": 2}}
    all_options = {
        **format_options.get(image_format, {}),
        "duration": frame_durations(frames),
        "loop": 0,
        **options,
    }
    return encoded(
        frame_images[0], image_format, save_all=True, append_images=frame_images[1:], **all_options
    )


def frame_durations(frames: int = 4) -> list[int]:
    """Returns the duration of each frame of animation(), in milliseconds."""
    return [40 + 20 * number for number in range(frames)]


def exif(orientation: int = 1) -> Image.Exif:
    """Returns Exif data as a camera writes it: a description, a location and the orientation."""
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010E] = SECRET.decode()
    data.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)})
    return data


def gif_that_grows(side: int) -> bytes:
    """Returns a GIF with a canvas of one pixel whose second frame is far larger."""
    large = encoded(Image.new("1", (side, side)), "GIF")
    colours = 13 + 3 * 2 ** ((large[10] & 7) + 1)
    head = large[:6] + struct.pack("<HH", 1, 1) + large[10:colours]
    dot = b"," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    return head + dot + large[colours:]
