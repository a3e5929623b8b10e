"""Uploads images as the editor does, and reads the stored files."""

from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

UPLOAD = "/desk/markdownx/upload/"


def upload_image(
    client: Client, data: bytes, name: str = "a.png", content_type: str = "image/png"
) -> Any:
    return client.post(UPLOAD, {"image": SimpleUploadedFile(name, data, content_type)})


def uploaded_path(client: Client, data: bytes, name: str = "a.png") -> str:
    response = upload_image(client, data, name)
    assert response.status_code == 200, response.content.decode()
    return str(response.json()["image_path"])


def stored_bytes(client: Client, data: bytes) -> bytes:
    """Uploads an image; returns the file that the site serves for it."""
    response: Any = client.get(uploaded_path(client, data))
    return b"".join(response.streaming_content)


def stored_image(client: Client, data: bytes) -> Image.Image:
    return Image.open(BytesIO(stored_bytes(client, data)))


def stored_files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
