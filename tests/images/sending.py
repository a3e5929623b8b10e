"""Putting a picture up as the editor does, and looking at what became of it."""

from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

UPLOAD = "/desk/markdownx/upload/"


def send(client: Client, data: bytes, name: str = "a.png", declared: str = "image/png") -> Any:
    return client.post(UPLOAD, {"image": SimpleUploadedFile(name, data, declared)})


def kept_path(client: Client, data: bytes, name: str = "a.png") -> str:
    answer = send(client, data, name)
    assert answer.status_code == 200, answer.content.decode()
    return str(answer.json()["image_path"])


def kept_bytes(client: Client, data: bytes) -> bytes:
    """What is served in place of the picture that was sent."""
    answer: Any = client.get(kept_path(client, data))
    return b"".join(answer.streaming_content)


def stored_image(client: Client, data: bytes) -> Image.Image:
    return Image.open(BytesIO(kept_bytes(client, data)))


def stored() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
