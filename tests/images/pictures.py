"""Valid and invalid images for tests."""

import struct
import zlib
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

SIZE = (24, 12)


def picture(image_format: str, size: tuple[int, int] = SIZE, **options: Any) -> bytes:
    out = BytesIO()
    mode = "RGB" if image_format in {"JPEG", "BMP"} else "RGBA"
    Image.new(mode, size, (200, 30, 30) if mode == "RGB" else (200, 30, 30, 120)).save(
        out, image_format, **options
    )
    return out.getvalue()


def animation(image_format: str, frames: int = 3) -> bytes:
    out = BytesIO()
    images = [Image.new("RGB", SIZE, (n * 80 % 256, n % 256, 0)) for n in range(frames)]
    images[0].save(out, image_format, save_all=True, append_images=images[1:], duration=80, loop=0)
    return out.getvalue()


def bomb(side: int = 50_000) -> bytes:
    """Returns a small PNG whose header claims `side` × `side` pixels; by default, ten gigabytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        checksum = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + body + chunk(b"IEND", b"")


def upload(data: bytes, name: str = "a.png", content_type: str = "image/png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type=content_type)
