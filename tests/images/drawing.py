"""Pictures that show it when they are turned, recoloured, stopped or robbed of what is clear."""

import struct
from io import BytesIO
from typing import Any

from PIL import Image

SIZE = (40, 24)
RED, GREEN, BLUE = (200, 30, 30), (30, 180, 30), (30, 30, 200)
SECRET = b"where the author lives"


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def halves(mode: str = "RGB", size: tuple[int, int] = SIZE) -> Image.Image:
    """Red with a green left half, so that turning it shows."""
    image = Image.new("RGB", size, RED)
    image.paste(GREEN, (0, 0, size[0] // 2, size[1]))
    return image.convert(mode)


def picture(kind: str, **options: Any) -> bytes:
    return encoded(halves(), kind, **options)


def animation(kind: str, frames: int = 4, **options: Any) -> bytes:
    """A blue square that wanders over a transparent ground, each step longer than the last."""
    steps = []
    for number in range(frames):
        step = Image.new("RGBA", SIZE, (0, 0, 0, 0))
        step.paste((*BLUE, 255), (number * 8 % 32, 8, number * 8 % 32 + 8, 16))
        steps.append(step)
    # So many key frames make WebP's encoder declare that there is transparency.
    own = {"GIF": {"disposal": 2}, "WEBP": {"lossless": True, "kmin": 1, "kmax": 2}}
    given = {**own.get(kind, {}), "duration": step_times(frames), "loop": 0, **options}
    return encoded(steps[0], kind, save_all=True, append_images=steps[1:], **given)


def step_times(frames: int = 4) -> list[int]:
    """How long each frame of an animation stands, in milliseconds."""
    return [40 + 20 * number for number in range(frames)]


def exif(orientation: int = 1) -> Image.Exif:
    """What a camera writes: who, where, and which way up."""
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010E] = SECRET.decode()
    data.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)})
    return data


def gif_that_grows(side: int) -> bytes:
    """A sound frame of one pixel on a canvas of one, then one that reaches far beyond it."""
    large = encoded(Image.new("1", (side, side)), "GIF")
    colours = 13 + 3 * 2 ** ((large[10] & 7) + 1)
    head = large[:6] + struct.pack("<HH", 1, 1) + large[10:colours]
    dot = b"," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    return head + dot + large[colours:]
